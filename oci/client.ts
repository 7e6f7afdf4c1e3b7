/** Requests to one registry: with credentials, tried again where that helps, a few at once, none of them for ever. */

import { setTimeout } from "node:timers/promises";
import { field } from "../model/json-fields.ts";
import type { RegistryAddress } from "./address.ts";
import { basicHeader, type Challenge, type Credentials, parseChallenge, tokenRequest } from "./authentication.ts";
import { credentialsFor } from "./credentials.ts";
import type { Environment } from "./docker-config.ts";
import { type HttpAnswer, type HttpLimits, type HttpRequest, send } from "./http.ts";
import { HttpError } from "./http-error.ts";
import { jsonOf } from "./json.ts";
import { OciError } from "./oci-error.ts";
import { mayPass, pauseBefore } from "./retry.ts";
import { Turns } from "./turns.ts";

const AT_ONCE = 8;
/** Artifacts are some ten kilobytes, and the list of those of a region some hundred. */
const MOST_BYTES = 64 * 1024 * 1024;

/** How a registry is asked. */
export interface ClientOptions {
  /** Requests until it counts as unreachable. */
  readonly tries?: number;
  /** One request with its answer. */
  readonly seconds?: number;
  /** Of an answer that is read. */
  readonly bytes?: number;
  /** PEM certificates that are trusted besides those of the system. */
  readonly authorities?: readonly string[];
  /** Of the process: where Docker's configuration is, and its helpers. */
  readonly env?: Environment;
}

export interface RegistryRequest {
  readonly method: string;
  /** Below the origin, or a whole URL that the registry gave. */
  readonly path: string;
  /** Of the repository: `pull` or `pull,push`, with `delete` where that is wanted. */
  readonly actions: string;
  readonly repository: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export class RegistryClient {
  readonly host: string;
  readonly #origin: string;
  readonly #tries: number;
  readonly #limits: HttpLimits;
  readonly #env: Environment;
  readonly #turns = new Turns(AT_ONCE);
  /** Values of `Authorization` by scope; a registry that asks for nothing has none. */
  readonly #authorizations = new Map<string, Promise<string | undefined>>();
  #credentials: Promise<Credentials | undefined> | undefined;

  constructor({ host, origin }: RegistryAddress, options: ClientOptions = {}) {
    const { tries = 5, seconds = 60, bytes = MOST_BYTES, authorities = [], env = process.env } = options;
    this.host = host;
    this.#origin = origin;
    this.#tries = tries;
    this.#limits = { authorities, seconds, bytes };
    this.#env = env;
  }

  /**
   * The answer, whatever its status, once the registry could be asked.
   *
   * @throws OciError when it cannot be reached, or refuses
   */
  request(request: RegistryRequest): Promise<HttpAnswer> {
    return this.#turns.take(() => this.#try(request));
  }

  async #try(request: RegistryRequest): Promise<HttpAnswer> {
    for (let count = 1; ; count++) {
      const answer = await this.#authorized(request).catch((cause: unknown) => {
        if (cause instanceof HttpError) return cause;
        throw cause;
      });
      if (!(answer instanceof HttpError) && !mayPass(answer)) return answer;
      if (count === this.#tries || (answer instanceof HttpError && answer.isLasting)) throw this.#unreachable(answer);
      await setTimeout(pauseBefore(count, answer));
    }
  }

  async #authorized(request: RegistryRequest): Promise<HttpAnswer> {
    const scope = `repository:${request.repository}:${request.actions}`;
    const known = this.#authorizations.get(scope);
    const first = await this.#send(request, await known);
    if (first.status !== 401) return this.#allowed(request, first);
    const challenge = parseChallenge(first.headers["www-authenticate"]);
    if (!challenge) return this.#allowed(request, first);
    const now = this.#authorizations.get(scope);
    // Another request may have been told the same meanwhile.
    const renewed = now !== undefined && now !== known ? now : this.#authorize(challenge, scope);
    return this.#allowed(request, await this.#send(request, await renewed));
  }

  #authorize(challenge: Challenge, scope: string): Promise<string | undefined> {
    const renewed = this.#answerTo(challenge, scope);
    this.#authorizations.set(scope, renewed);
    renewed.catch(() => this.#authorizations.delete(scope));
    return renewed;
  }

  async #answerTo(challenge: Challenge, scope: string): Promise<string | undefined> {
    this.#credentials ??= credentialsFor(this.host, this.#env);
    const credentials = await this.#credentials;
    if (challenge.scheme === "basic") return basicHeader(credentials);
    const request = tokenRequest(challenge, scope, credentials, this.#origin);
    if (!request)
      throw this.#refused("names a token server that is not asked by HTTPS", "its token server has no HTTPS");
    const answer = await send(request, this.#limits);
    if (mayPass(answer)) throw new HttpError(`its token server answers with ${answer.status}`);
    if (answer.status !== 200) throw this.#refused(`gives no token for ${scope} (${answer.status})`, refusal(answer));
    const content = jsonOf(answer.body);
    const token = field(content, "token") || field(content, "access_token");
    if (typeof token !== "string")
      throw this.#refused(`gives no token for ${scope}`, "its token server gives no token");
    return `Bearer ${token}`;
  }

  #send({ method, path, headers, body }: RegistryRequest, authorization: string | undefined): Promise<HttpAnswer> {
    const url = new URL(path, this.#origin);
    // Where a registry has its storage elsewhere, that address has its own right in it.
    const isOwn = url.origin === this.#origin;
    if (!isOwn && url.protocol !== "https:" && this.#origin.startsWith("https:")) {
      throw new HttpError("it leads from HTTPS to HTTP", { isLasting: true });
    }
    const request: HttpRequest = {
      method,
      url,
      headers: { ...headers, ...(isOwn && authorization !== undefined && { authorization }) },
      ...(body && { body }),
    };
    return send(request, this.#limits);
  }

  #allowed({ repository, actions }: RegistryRequest, answer: HttpAnswer): HttpAnswer {
    if (answer.status !== 401 && answer.status !== 403) return answer;
    throw this.#refused(`does not let us ${actions} ${repository} (${answer.status})`, refusal(answer));
  }

  #refused(what: string, reason: string): OciError {
    return new OciError(
      "oci/refused",
      `${this.host} ${what}.`,
      `\`docker login ${this.host}\` keeps credentials where they are looked for; in CI set DOCKER_CONFIG to a folder with a config.json.`,
      reason,
    );
  }

  #unreachable(last: HttpError | HttpAnswer): OciError {
    const reason = last instanceof HttpError ? last.message : `it answers with ${last.status}`;
    return new OciError(
      "oci/unreachable",
      `${this.host} cannot be asked: ${reason}.`,
      `Open ${this.#origin}/v2/ from here. Behind a proxy set NODE_USE_ENV_PROXY=1 with HTTPS_PROXY, for an authority of your own NODE_EXTRA_CA_CERTS. Clusters keep what they have meanwhile.`,
      reason,
    );
  }
}

function refusal({ status }: HttpAnswer): string {
  return `it refuses to answer (${status}); docker login gives an account`;
}
