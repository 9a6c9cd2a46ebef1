/** Somebody between signing up and proving their e-mail. In memory only: a password is never stored. */
let pending: { readonly username: string; readonly password: string; readonly codeSentTo: string | undefined } | undefined;

export const rememberPending = (username: string, password: string, codeSentTo?: string): void => {
  pending = { username, password, codeSentTo };
};

export const pendingOf = (username: string) => (pending?.username === username ? pending : undefined);

export const forgetPending = (): void => {
  pending = undefined;
};
