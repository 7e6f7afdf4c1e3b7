import { field } from "../../model/json-fields.ts";
import type { ManifestRule } from "../rule.ts";

/** Fields of Flux kinds that refer to a source. */
const references = [
  ["spec", "sourceRef"],
  ["spec", "chartRef"],
  ["spec", "chart", "spec", "sourceRef"],
] as const;

export const ownNamespaceSource: ManifestRule = {
  id: "FLT-SEC-016",
  scope: "manifest",
  severity: "error",
  kinds: ["HelmChart", "HelmRelease", "Kustomization"],
  title: "A reconciler takes its source from its own namespace",
  help: "A reference into another namespace lets a tenant deploy what another tenant may read, or the platform's own source with the tenant's settings. Flux is started so that it refuses such references; the object would never become ready.",
  bad: `# delivery objects
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: retail }
spec:
  interval: 10m
  prune: true
  serviceAccountName: flotilla-tenant-retail
  sourceRef: { kind: GitRepository, name: flotilla, namespace: flux-system }
`,
  good: `# delivery objects
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: retail }
spec:
  interval: 10m
  prune: true
  serviceAccountName: flotilla-tenant-retail
  sourceRef: { kind: GitRepository, name: retail }
`,
  check(object) {
    const own = object.metadata.namespace;
    return references.flatMap((path) => {
      const namespace = field(object, ...path, "namespace");
      if (typeof namespace !== "string" || namespace === own) return [];
      return [
        {
          message: `${path.join(".")} refers to namespace ${namespace}, expected its own, ${own ?? "none"}`,
          hint: "put the source beside the reconciler",
        },
      ];
    });
  },
};
