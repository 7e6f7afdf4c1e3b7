/** A registry in memory, as the distribution specification has it, for tests that must run with Node alone; the lab has a real one. */

import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A request as the registry saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
}

export interface TestRegistry {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly requests: SeenRequest[];
  /** Manifests by repository, and by tag or digest in it. */
  readonly manifests: Map<string, Map<string, Buffer>>;
  readonly blobs: Map<string, Buffer>;
  /** Answers in place of the registry where it gives a status. */
  fault: ((request: SeenRequest) => number | undefined) | undefined;
  /** What it asks for: a user and password as they are, or in exchange for a token. */
  login: { readonly scheme: "basic" | "bearer"; readonly account: string } | undefined;
  /** Text of a manifest. */
  readonly manifest: (repository: string, reference: string) => Record<string, unknown> | undefined;
}

export async function startTestRegistry(): Promise<TestRegistry> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => answer(registry, request, Buffer.concat(chunks), response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  const manifests: TestRegistry["manifests"] = new Map();
  const registry: TestRegistry = {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    manifests,
    blobs: new Map(),
    fault: undefined,
    login: undefined,
    manifest: (repository, reference) => {
      const bytes = manifests.get(repository)?.get(reference);
      return bytes && (JSON.parse(bytes.toString()) as Record<string, unknown>);
    },
  };
  return registry;
}

const digestOf = (bytes: Buffer) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
const TOKEN = "lab-token";

function answer(registry: TestRegistry, request: IncomingMessage, body: Buffer, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", `http://${registry.host}`);
  const seen = { method: request.method ?? "", path: url.pathname, authorization: request.headers.authorization };
  registry.requests.push(seen);
  const end = (status: number, headers: Record<string, string> = {}, content?: Buffer) => {
    response.writeHead(status, { "content-length": String(content?.length ?? 0), ...headers });
    response.end(seen.method === "HEAD" ? undefined : content);
  };
  const fault = registry.fault?.(seen);
  if (fault !== undefined) return end(fault);
  if (url.pathname === "/token") return giveToken(registry, seen, end);
  const challenge = challengeFor(registry, seen);
  if (challenge !== undefined) return end(401, { "www-authenticate": challenge });
  const [, repository = "", kind = "", reference = ""] =
    /^\/v2\/(.+)\/(manifests|blobs|tags)\/(.*)$/.exec(url.pathname) ?? [];
  if (kind === "tags") {
    const tags = [...(registry.manifests.get(repository)?.keys() ?? [])].filter((name) => !name.startsWith("sha256:"));
    const text = Buffer.from(JSON.stringify({ name: repository, tags }));
    return registry.manifests.has(repository) ? end(200, {}, text) : end(404);
  }
  if (kind === "manifests") return manifests(registry, { ...seen, repository, reference, body }, end);
  if (kind === "blobs")
    return blobs(registry, { ...seen, reference, body, digest: url.searchParams.get("digest") }, end);
  end(url.pathname === "/v2/" ? 200 : 404);
}

type End = (status: number, headers?: Record<string, string>, content?: Buffer) => void;

function challengeFor({ login, host }: TestRegistry, { authorization }: SeenRequest): string | undefined {
  if (!login) return undefined;
  if (login.scheme === "bearer") {
    return authorization === `Bearer ${TOKEN}` ? undefined : `Bearer realm="http://${host}/token",service="lab"`;
  }
  return authorization === `Basic ${Buffer.from(login.account).toString("base64")}` ? undefined : 'Basic realm="lab"';
}

function giveToken({ login }: TestRegistry, { authorization }: SeenRequest, end: End): void {
  const isKnown = authorization === `Basic ${Buffer.from(login?.account ?? "").toString("base64")}`;
  end(isKnown ? 200 : 401, {}, Buffer.from(isKnown ? JSON.stringify({ token: TOKEN }) : ""));
}

interface Manifests extends SeenRequest {
  readonly repository: string;
  readonly reference: string;
  readonly body: Buffer;
}

function manifests(registry: TestRegistry, { method, repository, reference, body }: Manifests, end: End): void {
  const own = registry.manifests.get(repository) ?? new Map<string, Buffer>();
  if (method === "PUT") {
    const { config, layers } = JSON.parse(body.toString()) as {
      config: { digest: string };
      layers: { digest: string }[];
    };
    if (![config, ...layers].every(({ digest }) => registry.blobs.has(digest))) return end(400);
    const digest = digestOf(body);
    registry.manifests.set(repository, own.set(reference, body).set(digest, body));
    return end(201, { "docker-content-digest": digest });
  }
  const bytes = own.get(reference);
  if (!bytes) return end(404);
  const digest = digestOf(bytes);
  if (method === "DELETE") {
    for (const [name, each] of own) if (digestOf(each) === digest) own.delete(name);
    return end(202);
  }
  const { mediaType } = JSON.parse(bytes.toString()) as { mediaType: string };
  end(
    200,
    { "content-type": mediaType, "docker-content-digest": digest, "content-length": String(bytes.length) },
    bytes,
  );
}

interface Blobs extends SeenRequest {
  readonly reference: string;
  readonly body: Buffer;
  readonly digest: string | null;
}

function blobs({ blobs }: TestRegistry, { method, path, reference, body, digest }: Blobs, end: End): void {
  if (method === "POST") return end(202, { location: `${path}upload-1?state=x` });
  if (method === "PUT") {
    if (digest === null || digestOf(body) !== digest) return end(400);
    blobs.set(digest, body);
    return end(201);
  }
  const bytes = blobs.get(reference);
  return bytes ? end(200, { "content-length": String(bytes.length) }, bytes) : end(404);
}
