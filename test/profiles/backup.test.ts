import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import type { Hub } from "../../constructs/hub.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { backupNamespace, uploadedContainer } from "../../profiles/layers/backup/names.ts";
import { podOf } from "./pods.ts";
import { renderLayers } from "./render.ts";
import { specimenFleet } from "./specimens.ts";

const [region] = specimenFleet().regions;
const layers = renderLayers(region?.hub as Hub);
const objectsOf = (layer: string) => layers.find(({ name }) => name === layer)?.objects ?? [];
const backup = objectsOf("backup");
const ofKind = (kind: string) => backup.find((each) => each.kind === kind) as KubernetesObject;

test("a snapshot holds the keys of the control plane too, without which nobody can use it", () => {
  const initContainers = podOf(ofKind("CronJob"))?.initContainers ?? [];
  expect(initContainers.map(({ name }) => name)).toEqual(["snapshot", "upload"]);
  expect(initContainers[0]?.command).toEqual(["etcdctl", "snapshot", "save", "/snapshot/etcd.db"]);
  expect(initContainers[1]?.command?.at(-1)).toContain("restic backup --tag etcd /snapshot /pki\n");
});

test("what opens the bucket is a reference to the secret store and nothing else", () => {
  expect(backup.map(({ kind }) => kind)).not.toContain("Secret");
  const data = (ofKind("ExternalSecret")["spec"] as { readonly data: readonly { readonly remoteRef: object }[] }).data;
  expect(data.map(({ remoteRef }) => remoteRef)).toEqual(
    ["accessKey", "secretKey", "password"].map((property) => ({ key: "hubs/guangdong/backup", property })),
  );
});

// Prometheus on the hub knows nothing of CronJobs: what it scrapes of the pods must be what the alarm asks for.
test("the alarm looks for the container that starts when a snapshot has arrived", () => {
  expect(podOf(ofKind("CronJob"))?.containers.map(({ name }) => name)).toEqual([uploadedContainer]);
  expect(ofKind("CronJob").metadata.namespace).toBe(backupNamespace);
  const files = objectsOf("metrics").find(({ kind }) => kind === "ConfigMap")?.["data"] as Record<string, string>;
  expect(files["rules.yml"]).toMatch(
    /absent_over_time\(container_memory_working_set_bytes\{namespace=\\?"hub-backup\\?", container=\\?"uploaded\\?", site=\\?"\\?"\}\[6h\]\)/,
  );
  expect(files["prometheus.yml"]).toContain("memory_working_set_bytes");
});

/** Runs the upload with a restic of which one command fails. */
function upload(failing: string): { readonly status: number | null; readonly stderr: string } {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-upload-"));
  try {
    writeFileSync(join(folder, "restic"), `#!/bin/sh\n[ "$1" != ${failing} ]\n`);
    chmodSync(join(folder, "restic"), 0o755);
    const script = podOf(ofKind("CronJob"))?.initContainers?.[1]?.command?.at(-1) ?? "exit 99";
    const env = { ...process.env, PATH: `${folder}${delimiter}${process.env["PATH"]}` };
    return spawnSync("/bin/sh", ["-c", script], { env, encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// With keys that may not delete every run failed after its upload, and the alarm said that none had arrived.
test.each([
  ["forget", "warning: the snapshot is in the bucket, old ones were not taken out\n"],
  ["unlock", "warning: locks of runs that have ended stay\n"],
])("a snapshot that arrived counts where `restic %s` fails, which is told", (command, told) => {
  expect(upload(command)).toMatchObject({ status: 0, stderr: told });
});

test("a snapshot that did not arrive does not count", () => {
  expect(upload("backup").status).toBe(1);
});
