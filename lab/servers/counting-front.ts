/** A server on loopback in front of another that counts what goes through, and answers in its place where a test says so. */

import { createServer, request } from "node:http";
import { listen, stopServer, urlOf } from "./git-server.ts";

/** A request that went through. */
interface CountedRequest {
  readonly method: string;
  readonly path: string;
  /** Of its answer. */
  readonly status: number;
  /** Of the body of the answer. */
  readonly bytes: number;
}

export interface CountingFront {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** In the order of their answers; a test may empty it. */
  readonly requests: CountedRequest[];
  /** Status or body in place of the answer to a path; undefined lets the server answer. */
  replace: ((method: string, path: string) => number | Buffer | undefined) | undefined;
  readonly stop: () => Promise<void>;
}

/** @param to `http://127.0.0.1:PORT` of the server behind it */
export async function startCountingFront(to: string): Promise<CountingFront> {
  const requests: CountedRequest[] = [];
  const server = createServer((incoming, response) => {
    const { method = "", url: path = "/" } = incoming;
    const count = (status: number, bytes: number) => requests.push({ method, path, status, bytes });
    const other = front.replace?.(method, path);
    if (other !== undefined) {
      incoming.resume();
      const [status, body] = typeof other === "number" ? [other, Buffer.alloc(0)] : [200, other];
      response.writeHead(status, { "content-length": String(body.length) }).end(method === "HEAD" ? undefined : body);
      count(status, body.length);
      return;
    }
    const outgoing = request(`${to}${path}`, { method, headers: incoming.headers }, (answer) => {
      let bytes = 0;
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.on("end", () => count(answer.statusCode ?? 502, bytes));
      answer.pipe(response);
    });
    outgoing.on("error", () => response.destroy());
    incoming.pipe(outgoing);
    response.on("error", () => outgoing.destroy()).on("close", () => outgoing.destroy());
  });
  await listen(server);
  const front: CountingFront = {
    host: urlOf(server).replace("http://", ""),
    requests,
    replace: undefined,
    stop: () => stopServer(server),
  };
  return front;
}
