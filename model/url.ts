/** What a URL says of who logs in: found, refused, and taken out of everything that is printed or kept. */

import { withoutIssuedTokens } from "./issued-tokens.ts";

/** Up to the last `@` before the path (RFC 3986, 3.2.1; Git's credential.c and the WHATWG standard read it so). */
const AUTHORITY = String.raw`[^\s/?#"<>\x60]*@`;
/** A password with a slash in it, which is no valid URL but a leak all the same: what follows the colon is no port. */
const BROKEN = String.raw`(?!\[)[^\s@/?#]*:(?!\d{0,5}(?![^\s/?#'"]))[^\s"<>]*@`;
const USERINFO = new RegExp(String.raw`([a-z][a-z0-9+.-]*:\/\/)(${AUTHORITY}|${BROKEN})`, "gi");

/** For what is kept as for what is printed, and with no login name either. */
export function withoutUserinfo(text: string): string {
  return withoutCredentials(text.includes("@") ? text.replaceAll(USERINFO, "$1") : text);
}

/** A name that an SSH server logs in by; the key lies elsewhere. */
const LOGIN = /^[a-z_][a-z0-9_.-]{0,31}$/;
/** What a cluster fills in from a Secret: `$(NAME)` of a container's environment, `${NAME}` of a shell. */
const PLACEHOLDER = /^\$(\([A-Za-z_]\w*\)|\{[A-Za-z_]\w*\})$/;

/**
 * Whether a text holds a URL with a user or a password in it. A login name of ssh is none, and neither are names in
 * place of values.
 */
export function holdsUserinfo(text: string): boolean {
  if (!text.includes("@")) return false;
  return [...text.matchAll(USERINFO)].some(([, scheme = "", userinfo = ""]) =>
    isCredential(scheme, userinfo.slice(0, -1)),
  );
}

function isCredential(scheme: string, userinfo: string): boolean {
  if (/^(git\+)?ssh(\+git)?:/i.test(scheme)) return !LOGIN.test(userinfo);
  return userinfo !== "" && !userinfo.split(":").every((part) => PLACEHOLDER.test(part));
}

/** A part of a query that opens something, and its value. */
const SECRET_QUERY =
  /([?&](?:[a-z]+[_-])*(?:token|secret|password|passwd|pwd|sig|signature|api_?key|key)=)(?!\.{3})[^\s&#"'<>`]{6,}/gi;

/**
 * The one redaction of whatever is printed: without users and passwords of URLs, secrets in their queries, and tokens that
 * bear the mark of their issuer, be it a value of the fleet, what Git or another program says, or a name. Login names of
 * ssh and names that a cluster fills in stay.
 */
export function withoutCredentials(text: string): string {
  const named = text.includes("@")
    ? text.replaceAll(USERINFO, (whole, scheme: string, userinfo: string) =>
        isCredential(scheme, userinfo.slice(0, -1)) ? scheme : whole,
      )
    : text;
  return withoutIssuedTokens(named.includes("=") ? named.replaceAll(SECRET_QUERY, "$1...") : named);
}

/** `user:password@` in front of a host without a scheme, as in the address of a Git server. */
const BARE_USERINFO = /^[^\s/@]*:[^\s/@]*@/;
const QUERY = /\?[^\s#"']*=[^\s#"']*/g;
/** No human writes such a run: capitals, small letters and digits in one word. */
const TOKEN = /(?=[\w+/=-]*[A-Z])(?=[\w+/=-]*[a-z])(?=[\w+/=-]*\d)[\w+/=-]{20,}/g;
/** Nor does a name, a path or an address have all of these: a letter, a digit and a sign that passwords are made with. */
const PASSWORD =
  /(?<![^\s"'[({,=:])(?=[^\s"',]*[A-Za-z])(?=[^\s"',]*\d)(?=[^\s"',]*[!#$^&~%])(?![^\s"',]*\$[({])[^\s"',]{8,}/g;

/**
 * A wrong value as a report may quote it: without users, queries and what looks like a token or a password.
 *
 * @returns undefined for a text that is quoted in no part: several lines, a key
 */
export function withoutSecrets(text: string): string | undefined {
  if (/[\r\n]|-----BEGIN/.test(text)) return undefined;
  return withoutUserinfo(text)
    .replace(BARE_USERINFO, "")
    .replaceAll(QUERY, "?...")
    .replaceAll(TOKEN, "...")
    .replaceAll(PASSWORD, "...");
}
