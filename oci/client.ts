/** Requests to one registry: with credentials, tried again where that helps, a few at once, none of them for ever. */

import { setTimeout } from "node:timers/promises";
import { basicHeader, type Challenge, parseChallenge, tokenRequest } from "./authentication.ts";
import { type Credentials, credentialsFor } from "./credentials.ts";
import { OciError } from "./oci-error.ts";
import { Turns } from "./turns.ts";

const TRIES = 5;
const AT_ONCE = 8;
/** One request with its answer; artifacts are some ten kilobytes. */
const ANSWER_MS = 60_000;
const LONGEST_PAUSE_MS = 10_000;

export interface RegistryRequest {
  readonly method: string;
  /** Below the origin, or a whole URL that the registry gave. */
  readonly path: string;
  /** Of the repository: `pull` or `pull,push`, with `delete` where that is wanted. */
  readonly actions: string;
  readonly repository: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

/** An answer that was read to its end. */
export interface RegistryAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

export class RegistryClient {
  readonly #host: string;
  readonly #origin: string;
  readonly #turns = new Turns(AT_ONCE);
  /** Values of `Authorization` by scope; a registry that asks for nothing has none. */
  readonly #authorizations = new Map<string, Promise<string | undefined>>();
  #credentials: Promise<Credentials | undefined> | undefined;

  constructor({ host, origin }: { readonly host: string; readonly origin: string }) {
    this.#host = host;
    this.#origin = origin;
  }

  /**
   * The answer, whatever its status, once the registry could be asked.
   *
   * @throws OciError when it cannot be reached, or refuses
   */
  request(request: RegistryRequest): Promise<RegistryAnswer> {
    return this.#turns.take(() => this.#try(request));
  }

  async #try(request: RegistryRequest): Promise<RegistryAnswer> {
    for (let count = 1; ; count++) {
      const answer = await this.#authorized(request).catch((cause: unknown) => {
        if (cause instanceof OciError) throw cause;
        return cause as Error;
      });
      const mayPass = answer instanceof Error || answer.status === 429 || answer.status >= 500;
      if (!mayPass) return answer;
      if (count === TRIES) throw this.#unreachable(answer);
      await setTimeout(pauseBefore(count, answer));
    }
  }

  async #authorized(request: RegistryRequest): Promise<RegistryAnswer> {
    const scope = `repository:${request.repository}:${request.actions}`;
    const known = await this.#authorizations.get(scope);
    const first = await this.#send(request, known);
    if (first.status !== 401) return this.#allowed(request, first);
    const challenge = parseChallenge(first.headers.get("www-authenticate"));
    if (!challenge) return this.#allowed(request, first);
    const renewed = this.#authorize(challenge, scope);
    this.#authorizations.set(scope, renewed);
    renewed.catch(() => this.#authorizations.delete(scope));
    return this.#allowed(request, await this.#send(request, await renewed));
  }

  async #authorize(challenge: Challenge, scope: string): Promise<string | undefined> {
    this.#credentials ??= credentialsFor(this.#host);
    const credentials = await this.#credentials;
    if (challenge.scheme === "basic") return basicHeader(credentials);
    const asked = tokenRequest(challenge, scope, credentials, this.#origin);
    if (!asked) throw this.#refused("names a token server that is asked by plain HTTP");
    const response = await fetch(asked.url, { ...asked.init, signal: AbortSignal.timeout(ANSWER_MS) });
    if (response.status >= 500) throw new Error(`the token server answers ${response.status}`);
    if (!response.ok) throw this.#refused(`gives no token for ${scope} (${response.status})`);
    const { token, access_token } = (await response.json()) as { token?: string; access_token?: string };
    return `Bearer ${token ?? access_token ?? ""}`;
  }

  async #send(
    { method, path, headers, body }: RegistryRequest,
    authorization: string | undefined,
  ): Promise<RegistryAnswer> {
    const url = new URL(path, this.#origin);
    // Where a registry has its storage elsewhere, that address has its own right in it.
    const isOwn = url.origin === this.#origin;
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(isOwn && authorization !== undefined && { authorization }) },
      ...(body && { body }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return { status: response.status, headers: response.headers, body: new Uint8Array(await response.arrayBuffer()) };
  }

  #allowed({ repository, actions }: RegistryRequest, answer: RegistryAnswer): RegistryAnswer {
    if (answer.status !== 401 && answer.status !== 403) return answer;
    throw this.#refused(`does not let us ${actions} ${repository} (${answer.status})`);
  }

  #refused(what: string): OciError {
    return new OciError(
      "oci/refused",
      `${this.#host} ${what}.`,
      `\`docker login ${this.#host}\` keeps credentials where they are looked for; in CI set DOCKER_CONFIG to a folder with a config.json.`,
    );
  }

  #unreachable(last: Error | RegistryAnswer): OciError {
    const cause = last instanceof Error && last.cause instanceof Error ? last.cause : last;
    const told = cause instanceof Error ? cause.message || cause.name : `answers ${cause.status}`;
    return new OciError(
      "oci/unreachable",
      `${this.#host} cannot be asked: ${told}.`,
      `Open ${this.#origin}/v2/ from here. Behind a proxy set NODE_USE_ENV_PROXY=1 with HTTPS_PROXY, for an authority of your own NODE_EXTRA_CA_CERTS. Clusters keep what they have meanwhile.`,
    );
  }
}

/** In milliseconds; a registry may say how long itself (RFC 9110, Retry-After in seconds). */
function pauseBefore(count: number, answer: Error | RegistryAnswer): number {
  const asked = answer instanceof Error ? Number.NaN : Number(answer.headers.get("retry-after") ?? Number.NaN);
  if (Number.isFinite(asked)) return Math.min(asked * 1000, LONGEST_PAUSE_MS);
  return Math.random() * Math.min(LONGEST_PAUSE_MS, 200 * 2 ** count);
}
