/** The word that is being typed; none after a space or within quotes. */
export function lastWordOf(query: string): string {
  if ((query.match(/"/g)?.length ?? 0) % 2 === 1) return "";
  return (/[^\s"]*$/.exec(query)?.[0] ?? "").replace(/^-+/, "").replace(/^from:/i, "@");
}

/** The query with the word that is being typed made whole, and its sign of exclusion kept. */
export function withLastWord(query: string, word: string): string {
  return query.replace(/(-*)[^\s"]*$/, (_, minus: string) => `${minus}${word}`);
}
