import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:net";

/** Passes connections on to another port of loopback and counts what comes back. */
export interface CountingProxy {
  readonly url: string;
  /** Bytes that the far side has sent so far, headers included. */
  readonly received: () => number;
  readonly stop: () => void;
}

export async function startCountingProxy(target: string): Promise<CountingProxy> {
  const port = Number(new URL(target).port);
  let received = 0;
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    far.on("data", (chunk) => {
      received += chunk.length;
    });
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) {
      socket.on("error", () => {
        near.destroy();
        far.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: own } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${own}`, received: () => received, stop: () => void server.close() };
}
