import { expect, test } from "vitest";
import type { ManifestContext } from "../../../policies/rule.ts";
import { registry } from "../../../policies/sec/registry.ts";

const context: ManifestContext = {
  layer: "20-cert-manager",
  category: "kubernetes",
  privileged: false,
  registries: ["registry.panji.example:5000"],
  repositories: "https://git.panji.example/fleet",
  tenants: [],
};

// A registry with a port reads like an image with a tag, so every chart that names one was refused.
test("Values may name the fleet's registry itself, also one with a port", () => {
  const release = (host: string) => ({
    apiVersion: "helm.toolkit.fluxcd.io/v2",
    kind: "HelmRelease",
    metadata: { name: "a", namespace: "flux-system" },
    spec: { values: { image: { registry: host, repository: "jetstack/controller", tag: "v1.18.2" } } },
  });
  expect(registry.check(release("registry.panji.example:5000"), context)).toEqual([]);
  expect(registry.check(release("registry.other.example:5000"), context)).toHaveLength(1);
});
