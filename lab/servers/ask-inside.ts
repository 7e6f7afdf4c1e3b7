import { request } from "node:http";
import type { Lan } from "./lan.ts";

/** What a server answers by HTTP to somebody in the network of a site, such as a till beside it. */
export function askInside({ proxy }: Pick<Lan, "proxy">, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const asking = request({ socketPath: proxy, method: "CONNECT", path: `${host}:${port}` });
    asking.on("error", reject);
    asking.on("connect", (_, socket) => {
      const chunks: Buffer[] = [];
      socket.on("data", (chunk: Buffer) => chunks.push(chunk));
      socket.on("error", reject);
      socket.on("close", () => resolve(Buffer.concat(chunks).toString("utf8").split("\r\n\r\n").at(-1) ?? ""));
      socket.setTimeout(5000, () => socket.destroy(new Error(`${host}:${port}: no answer in 5 s`)));
      socket.write(`GET / HTTP/1.0\r\nHost: ${host}\r\n\r\n`);
    });
    asking.end();
  });
}
