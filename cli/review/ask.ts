/** Requests to a forge over HTTP: time limits, pages, tries, and nothing of the token in any word. */

import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Ask, Call } from "./forge.ts";
import { ForgeError, refusal } from "./forge-error.ts";

/** How a forge is reached. */
export interface Access {
  /** URL of the API, such as `https://api.github.com`; paths are appended. */
  readonly api: string;
  readonly token: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The query that names a page, and how much of it. */
  readonly pages: { readonly page: string; readonly size: string };
}

/** Limits of a review, all of them far beyond what one takes. */
export interface Limits {
  /** Milliseconds for one try. */
  readonly request: number;
  /** Tries of one request, the first among them. */
  readonly tries: number;
  /** Milliseconds before another try, where the forge does not say how long; twice as long each time. */
  readonly pause: number;
}

const usualLimits: Limits = { request: 30_000, tries: 4, pause: 1_000 };

/** What one answer may hold. */
const MAX_BYTES = 16 * 1024 ** 2;
/** What all forges give of a list at once, at least when asked. */
const PAGE = 50;
const MAX_PAGES = 200;
/** Nobody waits longer for another try, whatever the forge asks for. */
const MAX_PAUSE = 60_000;

/** It says that nothing was done, whatever the method was; 409 of GitLab: somebody else writes a status of the commit. */
const isUndone = new Set([409, 429, 503]);
const isPassing = new Set([429, 502, 503, 504]);

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

export function askerOf(access: Access, limits: Limits = usualLimits): Ask {
  const { pages } = access;
  return {
    async one(call) {
      return read(call, await tried(call, {}, access, limits));
    },
    async all(call) {
      const found = [];
      for (let page = 1; page <= MAX_PAGES; page++) {
        const query = { [pages.page]: String(page), [pages.size]: String(PAGE) };
        const answer = await tried(call, query, access, limits);
        found.push(...read(call, answer));
        // The address of the next page is not followed: it could lead elsewhere, and the token with it.
        if (!/;\s*rel="?next"?/.test(answer.headers.get("link") ?? "")) return found;
      }
      const hint = "nothing was done: a review does not guess what it has not read";
      throw new ForgeError(`${nameOf(call)} has more than ${MAX_PAGES} pages`, hint);
    },
  };
}

const nameOf = ({ method, path }: Call<unknown>): string => `${method} ${path}`;

async function tried(
  call: Call<unknown>,
  query: Readonly<Record<string, string>>,
  access: Access,
  limits: Limits,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const last = attempt >= limits.tries;
    const answer = await send(call, query, access, limits);
    if (answer instanceof ForgeError) {
      // Of a request that writes nobody knows whether it arrived.
      if (last || call.method !== "GET") throw answer;
    } else if (answer.status >= 200 && answer.status < 300) {
      return answer;
    } else if (last || !(call.method === "GET" ? isPassing : isUndone).has(answer.status)) {
      throw refusal(nameOf(call), answer.status, wordsOf(answer.text), access.token);
    }
    await sleep(pauseOf(answer, limits.pause * 2 ** (attempt - 1)));
  }
}

function pauseOf(answer: Answer | ForgeError, usual: number): number {
  const asked = answer instanceof ForgeError ? Number.NaN : Number(answer.headers.get("retry-after") ?? Number.NaN);
  return Math.min(Number.isNaN(asked) ? usual : asked * 1000, MAX_PAUSE);
}

async function send(
  call: Call<unknown>,
  pageQuery: Readonly<Record<string, string>>,
  { api, headers }: Access,
  { request }: Limits,
): Promise<Answer | ForgeError> {
  const url = new URL(`${api.replace(/\/+$/, "")}${call.path}`);
  for (const [name, value] of Object.entries({ ...call.query, ...pageQuery })) url.searchParams.set(name, value);
  try {
    const response = await fetch(url, {
      method: call.method,
      headers: { ...headers, accept: "application/json", ...(call.body && { "content-type": "application/json" }) },
      ...(call.body && { body: JSON.stringify(call.body) }),
      // A redirection would take the token to whom it names.
      redirect: "manual",
      signal: AbortSignal.timeout(request),
    });
    return { status: response.status, headers: response.headers, text: await textOf(response, call) };
  } catch (error) {
    if (error instanceof ForgeError) return error;
    return new ForgeError(
      `${nameOf(call)} was not answered by ${url.origin}: ${causeOf(error, request)}`,
      "see whether the forge can be reached from here, and run it again",
    );
  }
}

function causeOf(error: unknown, limit: number): string {
  if (error instanceof Error && error.name === "TimeoutError") return `nothing within ${limit / 1000} s`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}

/** @throws ForgeError when it is longer than any answer that a review reads */
async function textOf(response: Response, call: Call<unknown>): Promise<string> {
  const decoder = new TextDecoder();
  let [text, size] = ["", 0];
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) {
      throw new ForgeError(
        `the answer to ${nameOf(call)} is longer than ${MAX_BYTES / 1024 ** 2} MiB`,
        "nothing was done",
      );
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}

/** What forges say of a refusal, without the JSON around it. */
function wordsOf(text: string): string {
  const parsed = wordsSchema.safeParse(jsonOf(text));
  const { message, error, errors } = parsed.data ?? {};
  const words = [message, error, errors].filter((each) => each !== undefined).map(asText);
  return words.length > 0 ? words.join(": ") : "";
}

const wordsSchema = z.object({ message: z.unknown(), error: z.unknown(), errors: z.unknown() }).partial();

const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function read<T>(call: Call<T>, { text, status }: Answer): T {
  const parsed = call.answer.safeParse(text === "" ? undefined : jsonOf(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue && issue.path.length > 0 ? ` at ${issue.path.join(".")}` : "";
  throw new ForgeError(
    `found another answer to ${nameOf(call)} than its API describes${where}: ${issue?.message ?? `status ${status}`}`,
    "see whether the URL is that of the forge's API, and whether a proxy answers in its place",
  );
}
