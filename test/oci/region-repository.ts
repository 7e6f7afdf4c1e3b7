/** A hub with one site, in a repository made by hand, and what of it is delivered. */

import { join } from "node:path";
import type { ArtifactPinning } from "../../engines/cluster-artifacts.ts";
import { flux } from "../../engines/delivery/flux/flux.ts";
import { yamlText } from "../../model/yaml-text.ts";
import { deliver } from "../../pipeline/artifacts/deliver.ts";
import { commitByHand, git, workspace } from "../git/fixture.ts";
import { artifactFiles } from "./artifact-files.ts";
import { startTestRegistry } from "./test-registry.ts";

export const SITE = "hub/sites/city/a";

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

/** An empty repository and an empty registry. */
export async function regionRepository() {
  const registry = await startTestRegistry();
  const url = `oci://${registry.host}/fleet/north`;
  const folder = workspace();
  const remote = join(folder, "north.git");
  git(folder, "init", "-q", "--bare", "-b", "main", remote);
  return {
    registry,
    url,
    remote,
    commit: (text: string, suspend = false) =>
      commitByHand(remote, { [`${SITE}/cluster.yaml`]: text, ...rootOf(url, suspend) }),
    deliver: () =>
      deliver({ remote, url, source: "oci", pinning: flux.artifacts as ArtifactPinning, key: async () => undefined }),
    /** What the root that the hub follows pins. */
    pinned: () => {
      const root = artifactFiles(registry, "fleet/north/hub/delivery", "main");
      const [, digest = ""] = /digest: "?(sha256:[0-9a-f]{64})/.exec(root.get("hub/delivery/source.yaml") ?? "") ?? [];
      return { digest, root };
    },
  };
}
