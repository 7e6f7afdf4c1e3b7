/** A registry in memory, as the distribution specification has it, for tests that must run with Node alone; the lab has a real one. */

import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A request as the registry saw it. */
interface SeenRequest {
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
  /** Answers in place of the registry where it gives a status, or the text of a page. */
  fault: ((request: SeenRequest) => number | string | undefined) | undefined;
  /** What it asks for: a user and password as they are, or in exchange for a token. */
  login: { readonly scheme: "basic" | "bearer"; readonly account: string } | undefined;
  /** What it gives for a name and a password, and takes until another one stands here. */
  token: string;
  /** Text of a manifest. */
  readonly manifest: (repository: string, reference: string) => Record<string, unknown> | undefined;
}

export async function startTestRegistry(): Promise<TestRegistry> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () =>
      send(response, request.method === "HEAD", answer(registry, request, Buffer.concat(chunks))),
    );
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
    token: "lab-token",
    manifest: (repository, reference) => {
      const bytes = manifests.get(repository)?.get(reference);
      return bytes && (JSON.parse(bytes.toString()) as Record<string, unknown>);
    },
  };
  return registry;
}

const digestOf = (bytes: Buffer) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly content?: Buffer;
}

function send(response: ServerResponse, isHead: boolean, { status, headers = {}, content }: Reply): void {
  response.writeHead(status, { "content-length": String(content?.length ?? 0), ...headers });
  response.end(isHead ? undefined : content);
}

function answer(registry: TestRegistry, request: IncomingMessage, body: Buffer): Reply {
  const url = new URL(request.url ?? "/", `http://${registry.host}`);
  const seen = { method: request.method ?? "", path: url.pathname, authorization: request.headers.authorization };
  registry.requests.push(seen);
  const fault = registry.fault?.(seen);
  if (typeof fault === "string") return { status: 200, content: Buffer.from(fault) };
  if (fault !== undefined) return { status: fault };
  if (url.pathname === "/token") return tokenFor(registry, seen);
  const challenge = challengeFor(registry, seen);
  if (challenge !== undefined) return { status: 401, headers: { "www-authenticate": challenge } };
  const [, repository = "", kind = "", reference = ""] =
    /^\/v2\/(.+)\/(manifests|blobs|tags)\/(.*)$/.exec(url.pathname) ?? [];
  if (kind === "tags") return tagsOf(registry, repository);
  if (kind === "manifests") return manifestReply(registry, { ...seen, repository, reference, body });
  if (kind === "blobs")
    return blobReply(registry, { ...seen, reference, body, digest: url.searchParams.get("digest") });
  return { status: url.pathname === "/v2/" ? 200 : 404 };
}

function challengeFor({ login, host, token }: TestRegistry, { authorization }: SeenRequest): string | undefined {
  if (!login) return undefined;
  if (login.scheme === "bearer") {
    return authorization === `Bearer ${token}` ? undefined : `Bearer realm="http://${host}/token",service="lab"`;
  }
  return authorization === `Basic ${Buffer.from(login.account).toString("base64")}` ? undefined : 'Basic realm="lab"';
}

function tokenFor({ login, token }: TestRegistry, { authorization }: SeenRequest): Reply {
  const isKnown = authorization === `Basic ${Buffer.from(login?.account ?? "").toString("base64")}`;
  return isKnown ? { status: 200, content: Buffer.from(JSON.stringify({ token })) } : { status: 401 };
}

function tagsOf({ manifests }: TestRegistry, repository: string): Reply {
  const own = manifests.get(repository);
  if (!own) return { status: 404 };
  const tags = [...own.keys()].filter((name) => !name.startsWith("sha256:"));
  return { status: 200, content: Buffer.from(JSON.stringify({ name: repository, tags })) };
}

interface ManifestRequest extends SeenRequest {
  readonly repository: string;
  readonly reference: string;
  readonly body: Buffer;
}

interface Parts {
  readonly config: { readonly digest: string };
  readonly layers: readonly { readonly digest: string }[];
}

function manifestReply(registry: TestRegistry, { method, repository, reference, body }: ManifestRequest): Reply {
  const own = registry.manifests.get(repository) ?? new Map<string, Buffer>();
  if (method === "PUT") {
    const { config, layers } = JSON.parse(body.toString()) as Parts;
    if (![config, ...layers].every(({ digest }) => registry.blobs.has(digest))) return { status: 400 };
    const digest = digestOf(body);
    registry.manifests.set(repository, own.set(reference, body).set(digest, body));
    return { status: 201, headers: { "docker-content-digest": digest } };
  }
  const bytes = own.get(reference);
  if (!bytes) return { status: 404 };
  const digest = digestOf(bytes);
  if (method === "DELETE") {
    for (const [name, each] of own) if (digestOf(each) === digest) own.delete(name);
    return { status: 202 };
  }
  const { mediaType } = JSON.parse(bytes.toString()) as { mediaType: string };
  return { status: 200, headers: { "content-type": mediaType, "docker-content-digest": digest }, content: bytes };
}

interface BlobRequest extends SeenRequest {
  readonly reference: string;
  readonly body: Buffer;
  readonly digest: string | null;
}

function blobReply({ blobs }: TestRegistry, { method, path, reference, body, digest }: BlobRequest): Reply {
  if (method === "POST") return { status: 202, headers: { location: `${path}upload-1?state=x` } };
  if (method === "PUT") {
    if (digest === null || digestOf(body) !== digest) return { status: 400 };
    blobs.set(digest, body);
    return { status: 201 };
  }
  const content = blobs.get(reference);
  return content ? { status: 200, content } : { status: 404 };
}
