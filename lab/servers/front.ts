/** The entry to a fleet's servers: HTTPS by name, in front of servers on loopback that speak plain HTTP. */

import { createServer as createHttpServer, request } from "node:http";
import { createServer } from "node:https";
import { connect } from "node:net";
import { listen, stopServer, urlOf } from "./git-server.ts";
import type { PrivateAuthority } from "./private-authority.ts";

export interface Front {
  /** `127.0.0.1:PORT` of HTTPS. */
  readonly host: string;
  /** HTTP proxy (CONNECT) that leads every name to the entry, for HTTPS_PROXY. */
  readonly proxy: string;
  /** Shows another certificate from the next connection on. */
  readonly show: (certificate: PrivateAuthority["server"]) => void;
  readonly stop: () => Promise<void>;
}

/** A server behind the entry. */
export interface FrontedServer {
  readonly host: string;
  /** It answers what begins so; everything when unset. */
  readonly below?: string;
  /** `http://127.0.0.1:PORT` */
  readonly to: string;
}

/** @param servers of those that match, the first one answers */
export async function startFront(
  servers: readonly FrontedServer[],
  certificate: PrivateAuthority["server"],
): Promise<Front> {
  const entry = createServer(certificate, (incoming, response) => {
    const host = incoming.headers.host?.replace(/:\d+$/, "");
    const path = incoming.url ?? "/";
    const server = servers.find((each) => each.host === host && path.startsWith(each.below ?? "/"));
    if (server === undefined) {
      response.writeHead(421).end();
      return;
    }
    const headers = { ...incoming.headers, "x-forwarded-proto": "https" };
    const outgoing = request(`${server.to}${path}`, { method: incoming.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on("error", () => response.destroy());
    incoming.pipe(outgoing);
    response.on("error", () => outgoing.destroy()).on("close", () => outgoing.destroy());
  });
  await new Promise<void>((resolve) => entry.listen(0, "127.0.0.1", resolve));
  const address = entry.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const proxy = createHttpServer().on("connect", (_, client) => {
    const target = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      client.pipe(target).pipe(client);
    });
    for (const each of [client, target]) {
      each
        .on("error", () => {})
        .on("close", () => {
          client.destroy();
          target.destroy();
        });
    }
  });
  await listen(proxy);
  return {
    host: `127.0.0.1:${port}`,
    proxy: urlOf(proxy),
    show: (next) => {
      entry.setSecureContext(next);
      entry.closeAllConnections();
    },
    stop: async () => {
      entry.closeAllConnections();
      await Promise.all([new Promise<void>((resolve) => entry.close(() => resolve())), stopServer(proxy)]);
    },
  };
}
