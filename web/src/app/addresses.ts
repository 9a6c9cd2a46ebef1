/** The client's own addresses. The gateway answers the same ones with the client's page. */
export const addresses = {
  home: "/",
  upload: "/upload",
  picture: (id: string) => `/i/${encodeURIComponent(id)}`,
  profile: (username: string) => `/@${encodeURIComponent(username)}`,
  tag: (tag: string) => `/t/${encodeURIComponent(tag)}`,
  search: (query: string) => `/search?${new URLSearchParams({ q: query })}`,
  settings: "/settings",
  logIn: "/login",
  signUp: "/signup",
  forgot: "/forgot",
};

/** An address with the way back to where the person was going. */
export const goingTo = (address: string, next: string): string =>
  next === "/" ? address : `${address}?${new URLSearchParams({ next })}`;

/** Where a person was going; only ever within the portal. */
export function nextOf(search: URLSearchParams): string {
  const next = search.get("next") ?? "/";
  return /^\/(?![/\\])[^\s\\]*$/.test(next) ? next : "/";
}
