import { field } from "../../model/json-fields.ts";
import type { ManifestRule } from "../rule.ts";

export const reconcilerAccount: ManifestRule = {
  id: "FLT-SEC-014",
  scope: "manifest",
  severity: "error",
  kinds: ["HelmRelease", "Kustomization"],
  title: "Every reconciler of Flux names its service account",
  help: "Without `serviceAccountName` Flux acts with its own rights, which are all of them, for whatever lies in the folder: also for a tenant's.",
  bad: `# delivery objects
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: 80-apps-retail, namespace: flux-system }
spec: { interval: 10m, prune: true, path: ./sites/sz, sourceRef: { kind: GitRepository, name: flotilla } }
`,
  good: `# delivery objects
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: 80-apps-retail, namespace: flux-system }
spec:
  interval: 10m
  prune: true
  path: ./sites/sz
  sourceRef: { kind: GitRepository, name: flotilla }
  serviceAccountName: flotilla-tenant-retail
`,
  check(object) {
    // A plain kustomization.yaml has the same kind and reconciles nothing.
    if (!object.apiVersion.includes(".toolkit.fluxcd.io/")) return [];
    const account = field(object, "spec", "serviceAccountName");
    if (typeof account === "string" && account !== "") return [];
    return [{ message: "it has no serviceAccountName, so it acts with all rights of Flux", hint: "name an account" }];
  },
};
