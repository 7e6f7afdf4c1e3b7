/** TLS in front of a server on loopback that speaks plain text. */

import { type AddressInfo, connect } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import type { PrivateAuthority } from "./private-authority.ts";

export interface TlsFront {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** Shows another certificate from the next connection on, and ends the open ones. */
  readonly show: (server: PrivateAuthority["server"]) => void;
  readonly stop: () => Promise<void>;
}

/** @param to `127.0.0.1:PORT` of the server behind it */
export async function startTlsFront(to: string, server: PrivateAuthority["server"]): Promise<TlsFront> {
  const open = new Set<TLSSocket>();
  const front = createServer({ ...server, ALPNProtocols: ["http/1.1"] }, (client) => {
    open.add(client);
    const behind = connect(Number(to.slice(to.lastIndexOf(":") + 1)), "127.0.0.1");
    const end = () => {
      open.delete(client);
      client.destroy();
      behind.destroy();
    };
    for (const each of [client, behind]) each.on("error", end).on("close", end);
    client.pipe(behind).pipe(client);
  });
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
  const endAll = () => {
    for (const each of open) each.destroy();
  };
  return {
    host: `127.0.0.1:${(front.address() as AddressInfo).port}`,
    show: (next) => {
      front.setSecureContext(next);
      endAll();
    },
    stop: () => {
      endAll();
      return new Promise((resolve) => front.close(() => resolve()));
    },
  };
}
