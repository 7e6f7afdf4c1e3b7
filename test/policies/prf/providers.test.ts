import { describe, expect, test } from "vitest";
import { contractsOf } from "../../../model/cluster-api-providers.ts";
import { providerContract } from "../../../policies/prf/provider-contract.ts";
import { providerVersions } from "../../../policies/prf/provider-versions.ts";
import { runExample } from "../run-example.ts";

const provider = (kind: string, name: string, version: string) => `# an object of layer cluster-api
apiVersion: operator.cluster.x-k8s.io/v1alpha2
kind: ${kind}
metadata: { name: ${name}, namespace: ${name}-system }
spec: { version: ${version} }
`;
const made = (kind: string, version: string, name: string) => `# an object of a site
apiVersion: infrastructure.cluster.x-k8s.io/${version}
kind: ${kind}
metadata: { name: ${name}, namespace: site-${name} }
`;
const core = provider("CoreProvider", "cluster-api", "v1.13.5");
const found = (...documents: readonly string[]) =>
  runExample("cluster", [providerVersions], documents.join("---\n")).map(({ message }) => message);

describe("Providers of Cluster API", () => {
  test("A hub that lacks the provider of a site is told once a kind", () => {
    const sites = ["a", "b"].map((name) => made("VSphereCluster", "v1beta2", name));
    expect(found(core, ...sites)).toEqual([
      expect.stringMatching(
        /^nobody makes VSphereCluster site-b\/b: the cluster has no InfrastructureProvider vsphere/,
      ),
    ]);
    expect(found(core, provider("InfrastructureProvider", "vsphere", "v1.16.1"), ...sites)).toEqual([]);
  });

  test("nothing is said of a hub whose Cluster API somebody else installs", () => {
    expect(found(made("VSphereCluster", "v1beta2", "a"))).toEqual([]);
  });

  test("kinds are served in the versions of their provider alone", () => {
    const site = (version: string) => made("VSphereCluster", version, "a");
    const at = (version: string) => provider("InfrastructureProvider", "vsphere", version);
    expect(found(core, at("v1.15.2"), site("v1beta2"))).toEqual([
      "VSphereCluster site-a/a is written in v1beta2, and the provider vsphere v1.15.2 serves v1beta1",
    ]);
    expect(found(core, at("v1.15.2"), site("v1beta1"))).toEqual([]);
    expect(found(core, at("v1.21.0"), site("v1beta1"))).toEqual([expect.stringContaining("serves v1beta2")]);
  });

  test("those of kubeadm have the version of Cluster API", () => {
    expect(found(core, provider("ControlPlaneProvider", "kubeadm", "v1.12.0"))).toEqual([
      "ControlPlaneProvider kubeadm is v1.12.0, expected the minor version of Cluster API v1.13.5",
    ]);
    expect(found(core, provider("ControlPlaneProvider", "kubeadm", "v1.13.1"))).toEqual([]);
  });

  test("a contract that Cluster API does not speak is an error, and one that ends a warning", () => {
    const old = provider("InfrastructureProvider", "microvm", "v0.14.0");
    const next = provider("CoreProvider", "cluster-api", "v1.16.0");
    expect(found(next, old)).toEqual([
      expect.stringMatching(/^InfrastructureProvider microvm v0.14.0 speaks contract v1beta1/),
    ]);
    expect(found(core, old)).toEqual([]);
    expect(runExample("manifest", [providerContract], old)).toHaveLength(1);
    expect(contractsOf("v1.10.5")).toEqual(["v1beta1"]);
  });

  test("nothing is said of a provider that nobody knows", () => {
    expect(found(core, provider("InfrastructureProvider", "openstack", "v0.12.0"))).toEqual([]);
  });
});
