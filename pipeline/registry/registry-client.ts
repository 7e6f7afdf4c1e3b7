/** Speaks to one registry (OCI distribution specification 1.1), with a token of its own service where it asks for one. */

import { setTimeout as wait } from "node:timers/promises";
import { field } from "../../model/json-fields.ts";
import type { Account, Accounts } from "./docker-credentials.ts";
import { type HttpAnswer, type HttpLimits, send } from "./http.ts";
import { manifestTypes } from "./platforms.ts";

/** What the specification says a registry need not take more of (spec.md, Pushing Manifests). */
const MOST_BYTES = 4 * 1024 * 1024;
const SECONDS = 15;
/** Waits before another try, in milliseconds. */
const RETRIES = [500, 2000];
const BUSY = new Set([429, 502, 503, 504]);
/** A registry on the machine itself is asked without TLS, as Docker and containerd do. */
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/;

export class RegistryClient {
  readonly host: string;
  readonly #accounts: Accounts;
  readonly #limits: HttpLimits;
  /** Headers that open a repository. */
  readonly #open = new Map<string, Promise<Readonly<Record<string, string>>>>();

  constructor(host: string, accounts: Accounts, authorities: readonly string[]) {
    this.host = host;
    this.#accounts = accounts;
    this.#limits = { authorities, seconds: SECONDS, bytes: MOST_BYTES };
  }

  /** @param version tag or digest */
  manifest(method: "GET" | "HEAD", repository: string, version: string): Promise<HttpAnswer> {
    return this.#ask(method, repository, `manifests/${version}`, { accept: manifestTypes });
  }

  blob(repository: string, digest: string): Promise<HttpAnswer> {
    return this.#ask("GET", repository, `blobs/${digest}`, {});
  }

  async #ask(
    method: "GET" | "HEAD",
    repository: string,
    path: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<HttpAnswer> {
    const scheme = LOOPBACK.test(this.host) ? "http" : "https";
    const url = new URL(`${scheme}://${this.host}/v2/${repository}/${path}`);
    const known = await this.#open.get(repository);
    const answer = await this.#patiently({ method, url, headers: { ...headers, ...known } });
    if (answer.status !== 401 || known) return answer;
    const challenge = String(answer.headers["www-authenticate"] ?? "");
    const opened = this.#open.get(repository) ?? this.#answerTo(challenge, repository, url);
    this.#open.set(repository, opened);
    return this.#patiently({ method, url, headers: { ...headers, ...(await opened) } });
  }

  async #patiently(request: Parameters<typeof send>[0]): Promise<HttpAnswer> {
    for (const pause of RETRIES) {
      const answer = await send(request, this.#limits).catch((error: Error) => error);
      if (!(answer instanceof Error) && !BUSY.has(answer.status)) return answer;
      await wait(pause);
    }
    return send(request, this.#limits);
  }

  /** What a challenge asks for (distribution's docs, token authentication; RFC 7617). */
  async #answerTo(challenge: string, repository: string, from: URL): Promise<Readonly<Record<string, string>>> {
    const account = await this.#accounts(this.host);
    if (/^basic/i.test(challenge)) return account && "name" in account ? { authorization: basic(account) } : {};
    const { realm = "", service = "", scope = `repository:${repository}:pull` } = parameters(challenge);
    if (!/^bearer/i.test(challenge) || !URL.canParse(realm)) return {};
    const url = new URL(realm);
    if (from.protocol === "https:" && url.protocol !== "https:") throw new Error("its token service has no HTTPS");
    const token = await this.#token(url, { service, scope }, account);
    return token === undefined ? {} : { authorization: `Bearer ${token}` };
  }

  async #token(
    url: URL,
    wish: Readonly<Record<string, string>>,
    account: Account | undefined,
  ): Promise<string | undefined> {
    const isRefresh = account && "refreshToken" in account;
    const form = new URLSearchParams(wish);
    if (isRefresh) {
      form.set("grant_type", "refresh_token");
      form.set("client_id", "flotilla");
      form.set("refresh_token", account.refreshToken);
    } else url.search = form.toString();
    const answer = await this.#patiently({
      method: isRefresh ? "POST" : "GET",
      url,
      headers: isRefresh
        ? { "content-type": "application/x-www-form-urlencoded" }
        : { ...(account && { authorization: basic(account) }) },
      ...(isRefresh && { body: form.toString() }),
    });
    if (answer.status !== 200) return undefined;
    const content = jsonOf(answer.body);
    const token = field(content, "token") ?? field(content, "access_token");
    return typeof token === "string" ? token : undefined;
  }
}

function basic({ name, password }: Extract<Account, { name: string }>): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
}

/** `realm="https://...",service="..."` */
function parameters(challenge: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key.toLowerCase(), value]),
  );
}

/** Undefined for a text that is no JSON. */
export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
