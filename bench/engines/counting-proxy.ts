import { createServer, request } from "node:http";
import { pipeline } from "node:stream";
import { createGzip } from "node:zlib";
import { listen, stopServer, urlOf } from "../../lab/servers/git-server.ts";

/** A web server before another one, which counts what it answers. */
export interface CountingProxy {
  readonly url: string;
  /** Bytes of the bodies of all answers so far, as they went over the connection. */
  readonly answered: () => number;
  /** Whether bodies are compressed for those who say that they take it. */
  readonly compress: (on: boolean) => void;
  readonly stop: () => Promise<void>;
}

export async function startCountingProxy(target: string): Promise<CountingProxy> {
  let answered = 0;
  let compresses = false;
  const server = createServer((incoming, response) => {
    const { method = "GET", headers } = incoming;
    const outgoing = request(`${target}${incoming.url}`, { method, headers }, (answer) => {
      const squeezes = compresses && String(headers["accept-encoding"]).includes("gzip");
      const { "content-length": _, ...rest } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, squeezes ? { ...rest, "content-encoding": "gzip" } : rest);
      const body = squeezes ? answer.pipe(createGzip()) : answer;
      body.on("data", (chunk: Buffer) => {
        answered += chunk.length;
      });
      pipeline(body, response, () => {});
    });
    pipeline(incoming, outgoing, () => {});
    outgoing.on("error", () => response.destroy());
  });
  await listen(server);
  return {
    url: urlOf(server),
    answered: () => answered,
    compress: (on) => {
      compresses = on;
    },
    stop: () => stopServer(server),
  };
}
