import { expect, test } from "vitest";
import { fileName } from "../../../compiler/emit/file-name.ts";

test.each([
  ["ConfigMap", "settings", "retail", "configmap_retail_settings.yaml"],
  ["Namespace", "retail", undefined, "namespace_retail.yaml"],
  ["HelmRelease", "cert-manager", "flux-system", "helmrelease_flux-system_cert-manager.yaml"],
  // RBAC names hold what a file system of Windows refuses.
  ["ClusterRole", "system:node-proxier", undefined, "clusterrole_system.node-proxier.yaml"],
])("a %s named %s in namespace %s is written to a file of its own", (kind, name, namespace, file) => {
  expect(fileName({ apiVersion: "v1", kind, metadata: { name, namespace } })).toBe(file);
});
