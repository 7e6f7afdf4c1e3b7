/** How a registry that answers 401 is asked again: by the name and password themselves, or by a token of its token server. */

import type { Credentials } from "./credentials.ts";

/** What `WWW-Authenticate` asks for (RFC 9110, distribution docs/content/spec/auth/token.md). */
export interface Challenge {
  readonly scheme: "basic" | "bearer";
  readonly parameters: Readonly<Record<string, string>>;
}

export function parseChallenge(header: string | null): Challenge | undefined {
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

/** A request to the token server. */
export interface TokenRequest {
  readonly url: string;
  readonly init: RequestInit;
}

/**
 * @param origin of the registry
 * @returns undefined for a server that must not be asked: plain HTTP elsewhere than where the registry itself is asked so
 */
export function tokenRequest(
  { parameters }: Challenge,
  scope: string,
  credentials: Credentials | undefined,
  origin: string,
): TokenRequest | undefined {
  const realm = URL.parse(parameters["realm"] ?? "");
  if (!realm || (realm.protocol !== "https:" && !origin.startsWith("http:"))) return undefined;
  const service = parameters["service"];
  if (credentials?.kind === "identity") {
    const form = new URLSearchParams({ grant_type: "refresh_token", client_id: "flotilla", scope });
    if (service !== undefined) form.set("service", service);
    form.set("refresh_token", credentials.token);
    return { url: realm.href, init: { method: "POST", body: form } };
  }
  if (service !== undefined) realm.searchParams.set("service", service);
  realm.searchParams.set("scope", scope);
  const authorization = basicHeader(credentials);
  return { url: realm.href, init: authorization === undefined ? {} : { headers: { authorization } } };
}
