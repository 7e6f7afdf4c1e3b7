import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { type Cluster, startCluster } from "../../lab/servers/cluster.ts";
import { programOf } from "../../lab/servers/programs.ts";
import { descendantsOf } from "./processes.ts";

const folder = mkdtempSync(join(tmpdir(), "assets-"));
let cluster: Cluster | undefined;

afterEach(async () => {
  await cluster?.stop();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test("With KUBEBUILDER_ASSETS set, etcd and kube-apiserver run from there, and what is not there comes from the lab", async () => {
  const assets = join(folder, "assets");
  mkdirSync(assets);
  for (const name of ["etcd", "kube-apiserver"] as const) symlinkSync(await programOf(name), join(assets, name));
  const built = await programOf("kwok");
  vi.stubEnv("KUBEBUILDER_ASSETS", assets);
  cluster = await startCluster("hub", folder);
  const running = descendantsOf(process.pid).map(({ command }) => command);
  for (const name of ["etcd", "kube-apiserver"]) {
    expect(running.filter((command) => command.startsWith(`${join(assets, name)} `))).toHaveLength(1);
  }
  expect(await programOf("kwok")).toBe(built);
});
