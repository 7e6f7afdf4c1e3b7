/**
 * Carries connections between a network namespace and the machine: `node relay.ts LISTEN=TO...`, each a path of a socket or
 * HOST:PORT; TO may be `connect`, which is an HTTP proxy for CONNECT (RFC 9110, 9.3.6).
 */

import { rmSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { connect, createServer, type Socket } from "node:net";
import type { Duplex } from "node:stream";

type Place = { readonly path: string } | { readonly host: string; readonly port: number };

function placeOf(text: string): Place {
  const colon = text.lastIndexOf(":");
  return text.startsWith("/") ? { path: text } : { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) };
}

function join(a: Duplex, b: Duplex) {
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    one.pipe(other);
    one.on("error", () => other.destroy()).on("close", () => other.destroy());
  }
}

function serve(to: string) {
  if (to !== "connect") return createServer((client: Socket) => join(client, connect(placeOf(to))));
  return createHttpServer().on("connect", ({ url = "" }, client, first) => {
    const target = connect(placeOf(url.replace(/[[\]]/g, "")), () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      if (first.length > 0) target.write(first);
      join(client, target);
    });
    target.on("error", () => client.destroy());
    client.on("error", () => target.destroy());
  });
}

for (const each of process.argv.slice(2)) {
  const [listen = "", to = ""] = each.split("=");
  const place = placeOf(listen);
  if ("path" in place) rmSync(place.path, { force: true });
  serve(to).listen(place);
}
