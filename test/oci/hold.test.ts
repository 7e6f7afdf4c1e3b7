/** What a root pins while a site is held, from commits made by hand. */

import { join } from "node:path";
import { expect, test } from "vitest";
import type { ArtifactPinning } from "../../engines/cluster-artifacts.ts";
import { flux } from "../../engines/delivery/flux/flux.ts";
import { yamlText } from "../../model/yaml-text.ts";
import { deliver } from "../../pipeline/artifacts/deliver.ts";
import { commitByHand, git, workspace } from "../git/fixture.ts";
import { artifactFiles } from "./artifact-files.ts";
import { startTestRegistry } from "./test-registry.ts";

const SITE = "hub/sites/city/a";

/** The root of a hub with one site. */
function rootOf(url: string, suspend: boolean): Record<string, string> {
  const metadata = { name: "site-a", namespace: "flux-system" };
  return {
    "hub/delivery/source.yaml": yamlText({
      apiVersion: "source.toolkit.fluxcd.io/v1",
      kind: "OCIRepository",
      metadata,
      spec: { url: `${url}/${SITE}`, ref: { tag: "main" } },
    }),
    "hub/delivery/site.yaml": yamlText({
      apiVersion: "kustomize.toolkit.fluxcd.io/v1",
      kind: "Kustomization",
      metadata,
      spec: { sourceRef: { kind: "OCIRepository", name: "site-a" }, suspend },
    }),
  };
}

test("A held site keeps the digest that was delivered before, and gets the newest once it is held no more", async () => {
  const registry = await startTestRegistry();
  const url = `oci://${registry.host}/fleet/north`;
  const folder = workspace();
  const remote = join(folder, "north.git");
  git(folder, "init", "-q", "--bare", "-b", "main", remote);
  const publish = async (text: string, suspend: boolean) => {
    commitByHand(remote, { [`${SITE}/cluster.yaml`]: text, ...rootOf(url, suspend) });
    const pinning = flux.artifacts as ArtifactPinning;
    const done = await deliver({ remote, url, source: "oci", pinning, key: async () => undefined });
    const root = artifactFiles(registry, "fleet/north/hub/delivery", "main");
    const [, pinned] = /digest: "?(sha256:[0-9a-f]{64})/.exec(root.get("hub/delivery/source.yaml") ?? "") ?? [];
    expect(root.get("hub/delivery/site.yaml")).toContain(pinned);
    return {
      held: done?.held,
      content: artifactFiles(registry, `fleet/north/${SITE}`, pinned ?? "").get(`${SITE}/cluster.yaml`),
    };
  };
  expect(await publish("content: 1\n", false)).toEqual({ held: [], content: "content: 1\n" });
  expect(await publish("content: 2\n", true)).toEqual({ held: [SITE], content: "content: 1\n" });
  expect(await publish("content: 3\n", true)).toEqual({ held: [SITE], content: "content: 1\n" });
  expect(await publish("content: 3\n", false)).toEqual({ held: [], content: "content: 3\n" });
});
