/** A hub with one site, in a repository made by hand, and what of it is delivered. */

import { join } from "node:path";
import { engines } from "../../engines/engines.ts";
import type { DeliveryName } from "../../model/delivery.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { yamlText } from "../../model/yaml-text.ts";
import { deliver } from "../../pipeline/artifacts/deliver.ts";
import { commitByHand, git, workspace } from "../git/fixture.ts";
import { artifactFiles } from "./artifact-files.ts";
import { startTestRegistry } from "./test-registry.ts";

export const SITE = "hub/sites/city/a";
const HUB = "hub/delivery";

/** The root of a hub with one site, as far as it says what is read and whether that is held. */
const roots: Readonly<
  Record<DeliveryName, (url: string, isHeld: boolean) => Readonly<Record<string, KubernetesObject>>>
> = {
  flux: (url, suspend) => {
    const metadata = { name: "site-a", namespace: "flux-system" };
    return {
      "source.yaml": {
        apiVersion: "source.toolkit.fluxcd.io/v1",
        kind: "OCIRepository",
        metadata,
        spec: { url: `${url}/${SITE}`, ref: { tag: "main" } },
      },
      "site.yaml": {
        apiVersion: "kustomize.toolkit.fluxcd.io/v1",
        kind: "Kustomization",
        metadata,
        spec: { sourceRef: { kind: "OCIRepository", name: "site-a" }, suspend },
      },
    };
  },
  argocd: (url, isHeld) => ({
    "site.yaml": {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Application",
      metadata: { name: "site-a", namespace: "argocd" },
      spec: {
        source: { repoURL: `${url}/${SITE}`, targetRevision: "main", path: SITE },
        syncPolicy: { automated: { enabled: !isHeld } },
      },
    },
  }),
};

/** An empty repository and an empty registry. */
export async function regionRepository(engine: DeliveryName = "flux") {
  const registry = await startTestRegistry();
  const url = `oci://${registry.host}/fleet/north`;
  const folder = workspace();
  const remote = join(folder, "north.git");
  git(folder, "init", "-q", "--bare", "-b", "main", remote);
  return {
    registry,
    url,
    remote,
    commit: (text: string, isHeld = false) => {
      const root = Object.entries(roots[engine](url, isHeld)).map(([file, each]) => [`${HUB}/${file}`, yamlText(each)]);
      return commitByHand(remote, { [`${SITE}/cluster.yaml`]: text, ...Object.fromEntries(root) });
    },
    deliver: () =>
      deliver({
        remote,
        url,
        source: "oci",
        pinning: engines.deliveries[engine].artifacts,
        key: async () => undefined,
      }),
    /** What the root that the hub follows pins. */
    pinned: () => {
      const root = artifactFiles(registry, `fleet/north/${HUB}`, "main");
      const [, digest = ""] = /: "?(sha256:[0-9a-f]{64})/.exec([...root.values()].join("\n")) ?? [];
      return { digest, root };
    },
  };
}
