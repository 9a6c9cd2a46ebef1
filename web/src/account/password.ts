const SYMBOLS = "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`=+";

export type PasswordRule = "length" | "upper" | "lower" | "digit" | "symbol" | "ends";

/** The portal's rules, each with whether a password keeps it. */
export function passwordRules(password: string): readonly (readonly [PasswordRule, boolean])[] {
  return [
    ["length", password.length >= 8],
    ["upper", /[A-Z]/.test(password)],
    ["lower", /[a-z]/.test(password)],
    ["digit", /[0-9]/.test(password)],
    ["symbol", [...password].some((character) => SYMBOLS.includes(character))],
    ["ends", password.length > 0 && password.trim() === password],
  ];
}
