/** Serves bare repositories of a folder for reading over HTTP on loopback. */

import { spawn } from "node:child_process";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Throttle } from "./throttle.ts";

/**
 * How the link to the Git server is: `good`; `slow`, 5 kB a second; `dropping`, every answer breaks off;
 * `away`, nobody answers.
 */
type Link = "good" | "slow" | "dropping" | "away";

/** Bare repositories of a folder, served for reading over HTTP on loopback. */
export interface GitServer {
  /** `http://127.0.0.1:PORT`; a repository is `<url>/<name>.git`. */
  readonly url: string;
  /** Requests that came in, answered or not. */
  readonly asked: () => number;
  readonly set: (link: Link) => void;
  readonly stop: () => Promise<void>;
}

/** Starts `git http-backend` behind a small HTTP server for the repositories below `root`; port 0 is a free one. */
export async function startGitServer(root: string, port = 0): Promise<GitServer> {
  let link: Link = "good";
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    if (link === "away") request.socket.destroy();
    else answer(root, request, response, link);
  });
  await listen(server, port);
  return {
    url: urlOf(server),
    asked: () => asked,
    set: (next) => {
      link = next;
      server.closeAllConnections();
    },
    stop: () => stopServer(server),
  };
}

/** Listens on a port of loopback; port 0 is a free one. @throws when the port is taken */
export function listen(server: Server, port = 0): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

export function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function stopServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

function answer(root: string, request: IncomingMessage, response: ServerResponse, link: Link) {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
  const backend = spawn("git", ["http-backend"], {
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: "1",
      GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
      PATH_INFO: pathname,
      QUERY_STRING: searchParams.toString(),
      REQUEST_METHOD: request.method ?? "GET",
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
    },
    stdio: ["pipe", "pipe", "ignore"],
  });
  request.pipe(backend.stdin);
  for (const stream of [backend.stdin, backend.stdout, response]) stream.on("error", () => backend.kill());
  response.on("close", () => backend.kill());
  let head = Buffer.alloc(0);
  const onHead = (chunk: Buffer) => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf("\r\n\r\n");
    if (end < 0) return;
    backend.stdout.off("data", onHead);
    writeHead(head.subarray(0, end).toString("latin1"), response);
    const body = head.subarray(end + 4);
    if (link === "dropping") {
      response.write(body.subarray(0, Math.min(20, body.length)), () => response.destroy());
      return;
    }
    backend.stdout.unshift(body);
    const paced = link === "slow" ? backend.stdout.pipe(new Throttle(5_000)) : backend.stdout;
    paced.pipe(response);
  };
  backend.stdout.on("data", onHead);
}

/** The headers of a CGI program: `Status` stands for the first line. */
function writeHead(text: string, response: ServerResponse) {
  for (const line of text.split("\r\n")) {
    const [name = "", value = ""] = line.split(/:\s*/, 2);
    if (name.toLowerCase() === "status") response.statusCode = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
}
