/** How the language writes numbers and times. */
const language = "en";
export const number = new Intl.NumberFormat(language);
export const oneDecimal = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
export const day = new Intl.DateTimeFormat(language, { dateStyle: "long" });
export const dayAndTime = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
const plural = new Intl.PluralRules(language);
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });

export const count = (n: number, one: string, many: string) => `${number.format(n)} ${plural.select(n) === "one" ? one : many}`;

export function bytes(n: number): string {
  if (n < 1000) return count(n, "byte", "bytes");
  if (n < 1_000_000) return `${number.format(Math.round(n / 1000))} kB`;
  return `${oneDecimal.format(n / 1_000_000)} MB`;
}

export function ago(time: string, now = Date.now()): string {
  const seconds = Math.round((Date.parse(time) - now) / 1000);
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [["day", 86_400], ["hour", 3_600], ["minute", 60]];
  if (-seconds > 30 * 86_400) return day.format(new Date(time));
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return "just now";
}
