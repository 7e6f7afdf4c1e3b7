import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { listen, stopServer, urlOf } from "./git-server.ts";
import type { ImageRegistry } from "./image-registry.ts";

/** A registry that is opened by tokens of its own service, as public ones are. */
export interface TokenFront {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** In front of the registry: asks for a token, gives one for its account, and hands on what comes with it. */
export async function startTokenFront({ url, account }: Pick<ImageRegistry, "url" | "account">): Promise<TokenFront> {
  const tokens = new Set<string>();
  const server = createServer((incoming, response) => {
    const { pathname, searchParams } = new URL(incoming.url ?? "/", url);
    if (pathname === "/token") return giveToken(incoming, response, searchParams.get("scope") ?? "");
    const [, token = ""] = /^Bearer (.+)$/.exec(incoming.headers.authorization ?? "") ?? [];
    if (tokens.has(token)) return handOn(incoming, response);
    const [, repository = ""] = /^\/v2\/(.+)\/(?:manifests|blobs)\//.exec(pathname) ?? [];
    const realm = `http://${incoming.headers.host}/token`;
    const challenge = `Bearer realm="${realm}",service="lab",scope="repository:${repository}:pull"`;
    response.writeHead(401, { "www-authenticate": challenge }).end();
  });
  const giveToken = (incoming: IncomingMessage, response: ServerResponse, scope: string) => {
    if (incoming.headers.authorization !== `Basic ${account}` || !scope.endsWith(":pull")) {
      response.writeHead(401).end();
      return;
    }
    const token = randomUUID();
    tokens.add(token);
    response.end(JSON.stringify({ token }));
  };
  const handOn = (incoming: IncomingMessage, response: ServerResponse) => {
    const headers = { ...incoming.headers, authorization: `Basic ${account}` };
    const outgoing = request(
      new URL(incoming.url ?? "/", url),
      { method: incoming.method ?? "GET", headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    outgoing.on("error", () => response.writeHead(502).end());
    outgoing.end();
  };
  await listen(server);
  return { url: urlOf(server), stop: () => stopServer(server) };
}
