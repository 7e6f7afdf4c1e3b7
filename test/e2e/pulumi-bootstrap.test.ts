import { readFileSync, rmSync } from "node:fs";
import { relative } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cluster, startCluster } from "../../lab/servers/cluster.ts";
import { definitionsOf, installDefinitions } from "../../lab/servers/definitions.ts";
import { programOf } from "../../lab/servers/programs.ts";
import { openScratch } from "../../lab/servers/scratch.ts";
import { PulumiProject } from "./pulumi-project.ts";

const folder = openScratch();
const project = PulumiProject.create();
let hub: Cluster;

beforeAll(async () => {
  await programOf("pulumi-resource-kubernetes");
  hub = await startCluster("hub", folder);
  await installDefinitions(
    hub,
    definitionsOf(["github.com/fluxcd/source-controller", "github.com/fluxcd/kustomize-controller"]),
  );
  await project.must(["stack", "init", "hainan"]);
});

afterAll(async () => {
  await hub.stop();
  project.remove();
  rmSync(folder, { recursive: true, force: true });
});

const namespace = "flux-system";
const source = { apiVersion: "source.toolkit.fluxcd.io/v1", kind: "GitRepository", name: "flotilla", namespace };
const root = { apiVersion: "kustomize.toolkit.fluxcd.io/v1", kind: "Kustomization", name: "flotilla", namespace };

test("a stack with a kubeconfig gives a new hub its first objects, once, and keeps the secret", async () => {
  const kubeconfig = readFileSync(hub.kubeconfig, "utf8");
  await project.must(["config", "set", "--secret", "flotilla:kubeconfig", "-s", "hainan", "--", kubeconfig]);
  const text = await project.must(["up", "-s", "hainan", "--yes", "--skip-preview"]);
  // The repository comes first: the objects point at it.
  expect(text.indexOf("Commit hainan created")).toBeLessThan(text.indexOf("kubernetes:core/v1:Namespace"));
  expect(await hub.client.tryGet(source)).toMatchObject({
    metadata: { labels: { "flotilla.dev/region": "hainan" } },
    spec: { url: "https://git.panji.example/fleet/hainan.git" },
  });
  expect(await hub.client.tryGet(root)).toMatchObject({ spec: { path: "./hub/delivery" } });
  await project.must(["up", "-s", "hainan", "--yes", "--skip-preview", "--expect-no-changes"]);

  const token = /token: (\S+)/.exec(kubeconfig)?.[1] ?? "";
  expect(token).not.toBe("");
  expect(await project.must(["stack", "export", "-s", "hainan"])).not.toContain(token);
});

test("a hub keeps its first objects when the stack lets go of them", async () => {
  await project.must(["config", "rm", "flotilla:kubeconfig", "-s", "hainan"]);
  await project.must(["up", "-s", "hainan", "--yes", "--skip-preview"]);
  expect(await hub.client.tryGet(root)).toMatchObject({ kind: "Kustomization" });
});

test("a kubeconfig may be a path from the project's folder", async () => {
  await project.must(["config", "set", "flotilla:kubeconfig", relative(project.root, hub.kubeconfig), "-s", "hainan"]);
  await project.must(["up", "-s", "hainan", "--yes", "--skip-preview"]);
  expect(await hub.client.tryGet(source)).toMatchObject({ kind: "GitRepository" });
});
