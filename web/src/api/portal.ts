import { ask, send, session } from "./http";
import type { Page, Picture, Profile, Session, Suggestions, TagCount } from "./types";

const PAGE = 30;
const name = encodeURIComponent;

export type ListName =
  | { readonly of: "everyone" }
  | { readonly of: "user"; readonly username: string }
  | { readonly of: "tag"; readonly tag: string }
  | { readonly of: "search"; readonly query: string; readonly sort: Sort };

export type Sort = "relevance" | "newest";

export function listPath(list: ListName, cursor: string | null): string {
  const parameters = new URLSearchParams({ limit: String(PAGE) });
  if (list.of === "search") {
    parameters.set("q", list.query);
    parameters.set("sort", list.sort);
  }
  if (cursor) parameters.set("cursor", cursor);
  return `${listRoot(list)}?${parameters}`;
}

function listRoot(list: ListName): string {
  switch (list.of) {
    case "everyone":
      return "/api/feed";
    case "user":
      return `/api/users/${name(list.username)}/images`;
    case "tag":
      return `/api/tags/${name(list.tag)}/images`;
    case "search":
      return "/api/search";
  }
}

export const pictures = (list: ListName, cursor: string | null, signal?: AbortSignal) =>
  ask<Page>(listPath(list, cursor), { signal });

export interface PictureWithTag {
  readonly picture: Picture;
  /** For `If-Match`. */
  readonly eTag: string | null;
}

export async function picture(id: string, signal?: AbortSignal): Promise<PictureWithTag> {
  const answer = await send(`/api/images/${name(id)}`, { signal });
  return { picture: (await answer.json()) as Picture, eTag: answer.headers.get("ETag") };
}

export interface PictureTexts {
  readonly caption?: string;
  readonly altText?: string;
}

export async function changePicture(id: string, texts: PictureTexts, eTag: string | null): Promise<PictureWithTag> {
  const answer = await send(`/api/images/${name(id)}`, {
    method: "PATCH",
    json: texts,
    headers: eTag ? { "If-Match": eTag } : {},
  });
  return { picture: (await answer.json()) as Picture, eTag: answer.headers.get("ETag") };
}

export const deletePicture = (id: string) => send(`/api/images/${name(id)}`, { method: "DELETE" });

export const trendingTags = (signal?: AbortSignal) => ask<{ items: TagCount[] }>("/api/tags", { signal });

export const suggestions = (query: string, signal?: AbortSignal) =>
  ask<Suggestions>(`/api/search/suggestions?${new URLSearchParams({ q: query })}`, { signal });

export const profile = (username: string, signal?: AbortSignal) =>
  ask<Profile>(`/api/users/${name(username)}`, { signal });

export const changeProfile = (changes: { displayName?: string; bio?: string }) =>
  ask<Profile>("/api/users/me", { method: "PATCH", json: changes });

export const changePassword = (currentPassword: string, newPassword: string) =>
  send("/api/users/me/password", { method: "PUT", json: { currentPassword, newPassword } });

export async function deleteAccount(password: string): Promise<void> {
  await send("/api/users/me", { method: "DELETE", json: { password } });
  session.closed(false);
}

export interface SignUp {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly displayName?: string;
}

export const signUp = (person: SignUp) =>
  ask<{ username: string; codeSentTo: string }>("/api/users", { method: "POST", json: person });

export const confirm = (username: string, code: string) =>
  send(`/api/users/${name(username)}/confirmation`, { method: "POST", json: { code } });

export const resendCode = (username: string) =>
  send(`/api/users/${name(username)}/confirmation/resend`, { method: "POST" });

export const sendResetCode = (username: string) =>
  send(`/api/users/${name(username)}/password-reset`, { method: "POST" });

export const resetPassword = (username: string, code: string, newPassword: string) =>
  send(`/api/users/${name(username)}/password`, { method: "PUT", json: { code, newPassword } });

export async function logIn(username: string, password: string): Promise<void> {
  const opened = await ask<Session>("/api/session", {
    method: "POST",
    json: { username, password },
    renewing: false,
  });
  session.opened(opened);
}

export async function logOut(): Promise<void> {
  await send("/api/session", { method: "DELETE", renewing: false });
  session.closed(false);
}
