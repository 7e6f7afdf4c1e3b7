import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { git } from "./fixture.ts";

export interface GitServer {
  readonly url: string;
  /** Requests so far, as `METHOD path`. */
  readonly log: readonly string[];
  /** Called before each request is answered. */
  onRequest: (request: IncomingMessage) => void;
}

/** Serves the bare repositories of a folder by smart HTTP on 127.0.0.1, through `git http-backend`. */
export async function serveGit(root: string): Promise<GitServer> {
  const log: string[] = [];
  const server = createServer((request, response) => {
    log.push(`${request.method} ${request.url}`);
    state.onRequest(request);
    answer(root, request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const state: GitServer = { url: `http://127.0.0.1:${port}`, log, onRequest: () => {} };
  return state;
}

/** CGI of git-http-backend(1). */
function answer(root: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
  const child = spawn("git", ["http-backend"], {
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
      GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
      REMOTE_USER: "test",
    },
    stdio: ["pipe", "pipe", "ignore"],
  });
  request.pipe(child.stdin);
  child.stdin.on("error", () => {});
  let head = Buffer.alloc(0);
  child.stdout.on("data", (chunk: Buffer) => {
    if (response.headersSent) {
      response.write(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf("\r\n\r\n");
    if (end < 0) return;
    for (const line of head.toString("latin1", 0, end).split("\r\n")) {
      const [name = "", value = ""] = line.split(/: (.*)/s);
      if (name === "Status") response.statusCode = Number.parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.write(head.subarray(end + 4));
  });
  child.on("close", () => response.end());
}

/** A bare repository that takes pushes, and serves partial clones or does not. */
export function hostRepository(path: string, filter: boolean): string {
  git("/", "init", "--quiet", "--bare", path);
  git(path, "config", "http.receivepack", "true");
  git(path, "config", "uploadpack.allowFilter", String(filter));
  return path;
}
