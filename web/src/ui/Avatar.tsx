const initialOf = (name: string): string => ([...name.trim()][0] ?? "?").toUpperCase();

export function Avatar({ name, large = false }: { name: string; large?: boolean }) {
  return <span className={large ? "avatar large" : "avatar"} aria-hidden="true">{initialOf(name)}</span>;
}
