/** One request to a registry over HTTP, with authorities of the fleet's own, a time limit and a limit of size. */

import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { getCACertificates } from "node:tls";

export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

export interface HttpLimits {
  /** PEM certificates that are trusted besides those of the system. */
  readonly authorities: readonly string[];
  readonly seconds: number;
  readonly bytes: number;
}

const MOST_REDIRECTS = 5;

/**
 * Follows redirects, to another host without the account and never from HTTPS to HTTP.
 *
 * @throws Error in words without an account: no connection, too slow, too long
 */
export async function send(request: HttpRequest, limits: HttpLimits, redirects = 0): Promise<HttpAnswer> {
  const answer = await sendOnce(request, limits);
  const { location } = answer.headers;
  if (answer.status < 300 || answer.status > 399 || location === undefined) return answer;
  const url = new URL(location, request.url);
  if (redirects === MOST_REDIRECTS) throw new Error(`more than ${MOST_REDIRECTS} redirects`);
  if (request.url.protocol === "https:" && url.protocol !== "https:") throw new Error("a redirect from HTTPS to HTTP");
  const { authorization: _, ...others } = request.headers;
  const headers = url.host === request.url.host ? request.headers : others;
  return send({ ...request, url, headers }, limits, redirects + 1);
}

function sendOnce({ method, url, headers, body }: HttpRequest, limits: HttpLimits): Promise<HttpAnswer> {
  const { authorities, seconds, bytes } = limits;
  const signal = AbortSignal.timeout(seconds * 1000);
  const trusted = authorities.length > 0 ? { ca: [...getCACertificates("default"), ...authorities] } : {};
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) =>
      reject(new Error(signal.aborted ? `no answer within ${seconds} seconds` : wordsOf(error)));
    const take = (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("error", fail);
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > bytes) response.destroy(new Error(`an answer of more than ${bytes} bytes`));
        else chunks.push(chunk);
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    };
    const outgoing =
      url.protocol === "https:"
        ? requestHttps(url, { method, headers, signal, ...trusted }, take)
        : requestHttp(url, { method, headers, signal }, take);
    outgoing.on("error", fail);
    outgoing.end(body);
  });
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "no such name",
  EAI_AGAIN: "the name cannot be looked up",
  ECONNRESET: "the connection was cut",
  EHOSTUNREACH: "no route leads there",
  ENETUNREACH: "no route leads there",
  ETIMEDOUT: "no connection in time",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is of an authority that nobody here trusts",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is of an authority that nobody here trusts",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is of an authority that nobody here trusts",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its certificate is of an authority that nobody here trusts",
  CERT_HAS_EXPIRED: "its certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
};

function wordsOf({ code = "", message }: NodeJS.ErrnoException): string {
  return words[code] ?? (code || message);
}
