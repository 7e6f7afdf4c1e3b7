/** How a registry that answers 401 is asked again: by the name and password themselves, or by a token of its token server. */

import type { HttpRequest } from "./http.ts";

/** Name and password, or a token that is exchanged for those of single requests. */
export type Credentials =
  | { readonly kind: "password"; readonly user: string; readonly password: string }
  | { readonly kind: "identity"; readonly token: string };

/** What `WWW-Authenticate` asks for (RFC 9110, distribution docs/content/spec/auth/token.md). */
export interface Challenge {
  readonly scheme: "basic" | "bearer";
  readonly parameters: Readonly<Record<string, string>>;
}

export function parseChallenge(header: string | undefined): Challenge | undefined {
  const [, scheme = "", rest = ""] = /^\s*(basic|bearer)\s*(.*)$/i.exec(header ?? "") ?? [];
  if (scheme === "") return undefined;
  const pairs = [...rest.matchAll(/([a-z_]+)="([^"]*)"/gi)].map(([, key = "", value = ""]) => [
    key.toLowerCase(),
    value,
  ]);
  return { scheme: scheme.toLowerCase() as Challenge["scheme"], parameters: Object.fromEntries(pairs) };
}

export function basicHeader(credentials: Credentials | undefined): string | undefined {
  if (credentials?.kind !== "password") return undefined;
  return `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString("base64")}`;
}

/**
 * A request to the token server.
 *
 * @param scope where the challenge names none; some registries have words of their own there
 * @param origin of the registry
 * @returns undefined for a server that must not be asked: plain HTTP elsewhere than where the registry itself is asked so
 */
export function tokenRequest(
  { parameters }: Challenge,
  scope: string,
  credentials: Credentials | undefined,
  origin: string,
): HttpRequest | undefined {
  const url = URL.parse(parameters["realm"] ?? "");
  if (!url || (url.protocol !== "https:" && !(url.protocol === "http:" && origin.startsWith("http:"))))
    return undefined;
  const service = parameters["service"];
  const wish = { scope: parameters["scope"] || scope, ...(service !== undefined && { service }) };
  if (credentials?.kind === "identity") {
    const form = { ...wish, grant_type: "refresh_token", client_id: "flotilla", refresh_token: credentials.token };
    return {
      method: "POST",
      url,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString(),
      hasSecretBody: true,
    };
  }
  for (const [key, value] of Object.entries(wish)) url.searchParams.set(key, value);
  const authorization = basicHeader(credentials);
  return { method: "GET", url, headers: authorization === undefined ? {} : { authorization } };
}
