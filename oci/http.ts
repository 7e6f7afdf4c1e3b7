/** One request over HTTP, with authorities of the caller's own, a time limit and a limit of size. */

import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { getCACertificates } from "node:tls";
import { HttpError, httpError } from "./http-error.ts";

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** Whether the body is not for another host. */
  readonly hasSecretBody?: boolean;
}

/** An answer that was read to its end. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

export interface HttpLimits {
  /** PEM certificates that are trusted besides those of the system. */
  readonly authorities: readonly string[];
  readonly seconds: number;
  /** Of a body that is read. */
  readonly bytes: number;
}

const MOST_REDIRECTS = 5;
/** RFC 9110, 15.4: what is sent elsewhere as it is, and what a question may follow besides. */
const REPEATED = new Set([307, 308]);
const FOLLOWED = new Set([301, 302, 303, 307, 308]);
const QUESTIONS = new Set(["GET", "HEAD"]);

/**
 * Follows redirects, to another host without the account and never from HTTPS to HTTP. Proxies are those of NODE_USE_ENV_PROXY.
 *
 * @throws HttpError in words without an account: no connection, too slow, too long
 */
export async function send(request: HttpRequest, limits: HttpLimits, redirects = 0): Promise<HttpAnswer> {
  const answer = await sendOnce(request, limits);
  const { location } = answer.headers;
  const followed = QUESTIONS.has(request.method) ? FOLLOWED : REPEATED;
  if (location === undefined || !followed.has(answer.status)) return answer;
  const url = URL.parse(location, request.url.href);
  if (!url || !/^https?:$/.test(url.protocol)) throw new HttpError("a redirect to no address", { isLasting: true });
  if (redirects === MOST_REDIRECTS) throw new HttpError(`more than ${MOST_REDIRECTS} redirects`, { isLasting: true });
  if (request.url.protocol === "https:" && url.protocol !== "https:") {
    throw new HttpError("a redirect from HTTPS to HTTP", { isLasting: true });
  }
  const isElsewhere = url.origin !== request.url.origin;
  if (isElsewhere && request.hasSecretBody) {
    throw new HttpError("a redirect of a credential to another host", { isLasting: true });
  }
  const { authorization: _, ...others } = request.headers;
  return send({ ...request, url, headers: isElsewhere ? others : request.headers }, limits, redirects + 1);
}

function sendOnce({ method, url, headers, body }: HttpRequest, limits: HttpLimits): Promise<HttpAnswer> {
  const { authorities, seconds, bytes } = limits;
  const signal = AbortSignal.timeout(seconds * 1000);
  const trusted = authorities.length > 0 ? { ca: [...getCACertificates("default"), ...authorities] } : {};
  const options = { method, headers, signal };
  return new Promise((resolve, reject) => {
    const fail = (error: Error) =>
      reject(signal.aborted ? new HttpError(`no answer within ${seconds} seconds`) : httpError(error));
    const take = (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("error", fail);
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        const isTooLong = size > bytes;
        if (isTooLong) response.destroy(new HttpError(`an answer of more than ${bytes} bytes`, { isLasting: true }));
        else chunks.push(chunk);
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    };
    const outgoing =
      url.protocol === "https:" ? requestHttps(url, { ...options, ...trusted }, take) : requestHttp(url, options, take);
    outgoing.on("error", fail);
    outgoing.end(body);
  });
}
