/** A registry whose certificate no system knows: the publisher knows it by the fleet's `trust`, as clusters do. */

import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { privateAuthority } from "../../lab/servers/private-authority.ts";
import { startTlsFront } from "../../lab/servers/tls-front.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { folderWith } from "../folder-with.ts";
import { workspace } from "../git/fixture.ts";
import { startTestRegistry } from "./test-registry.ts";

const program = join(import.meta.dirname, "../../cli/flotilla.mjs");
const FLEET = "sites/fleet.yaml";
const REGION = "sites/guangdong/region.yaml";
const textOf = (file: string) => smallFleet()[file] as string;

/** Leads every connection to one place, so that a name which nobody can look up is a server on loopback. */
async function startProxy(to: string): Promise<string> {
  const proxy = createServer();
  proxy.on("connect", (_, client) => {
    const behind = connect(Number(to.split(":")[1]), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connected\r\n\r\n");
      client.pipe(behind).pipe(client);
    });
    for (const each of [client, behind]) each.on("error", () => [client, behind].map((end) => end.destroy()));
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void proxy.close());
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

/** The registry is in this process, so that nothing may wait for the command. */
function run(proxy: string, ...args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const env = { ...process.env, NO_COLOR: "1", NODE_USE_ENV_PROXY: "1", HTTPS_PROXY: proxy };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env }, (_, stdout, stderr) => resolve({ stdout, stderr }));
  });
}

test.skipIf(process.platform === "win32" || !process.allowedNodeEnvironmentFlags.has("--use-env-proxy"))(
  "Publishing and pruning know a registry by the authorities of the fleet, and by no others",
  async () => {
    const registry = await startTestRegistry();
    const authority = privateAuthority(join(workspace(), "authority"), "Fleet Root", ["registry.example"]);
    const front = await startTlsFront(registry.host, authority.server);
    onTestFinished(() => front.stop());
    const proxy = await startProxy(front.host);
    const fleet = (more: string, files: Readonly<Record<string, string>> = {}) =>
      fleetOnDisk({
        [FLEET]: `${textOf(FLEET)}artifacts: oci://registry.example/fleet\n${more}`,
        [REGION]: textOf(REGION).replace("delivery: flux", "delivery: { engine: flux, source: oci }"),
        ...files,
      });
    const base = folderWith();
    const without = await run(proxy, "publish", "--fleet", fleet(""), "--to", base);
    expect(without.stderr).toContain("its certificate is of an authority that nobody here trusts");
    expect(registry.requests).toEqual([]);
    const trusting = fleet("trust: { root: trust/root.pem }\n", { "sites/trust/root.pem": authority.certificate });
    expect((await run(proxy, "publish", "--fleet", trusting, "--to", base)).stdout).toMatch(/artifacts: \d+ pushed/);
    expect((await run(proxy, "prune-artifacts", "--fleet", trusting, "--region", "guangdong")).stdout).toMatch(
      /guangdong: 0 artifacts removed/,
    );
  },
  // Three programs one after the other, each of which compiles a fleet.
  120_000,
);
