import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Ports of 127.0.0.1 that nobody listens on. They lie below the ranges from which systems take ports for outgoing
 * connections (32768 and up on Linux, 49152 and up elsewhere), so that none is taken between here and its use, and above
 * those that Cluster API's infrastructure in memory takes without looking (19000, 20000 to 24000).
 */
export async function freePorts(count: number): Promise<readonly number[]> {
  const found = new Set<number>();
  while (found.size < count) {
    const port = randomInt(24_001, 32_000);
    if (!found.has(port) && (await isFree(port))) found.add(port);
  }
  return [...found];
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
