import { expect, test } from "vitest";
import type { Hub } from "../../constructs/hub.ts";
import type { Site } from "../../constructs/site.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { catalogue } from "../../profiles/catalogue.ts";
import { podOf } from "./pods.ts";
import { renderLayers } from "./render.ts";
import { type Specimen, specimenFleet, specimens } from "./specimens.ts";

function objectsOf({ layers }: Specimen): readonly KubernetesObject[] {
  return layers.flatMap((layer) => layer.objects);
}

test("of two like sites of a region nothing differs but the layer with their facts", () => {
  const [region] = specimenFleet().regions;
  const layersOf = (name: string) => renderLayers(region?.sites.find((site) => site.name === name) as Site);
  const [one, two] = [layersOf("k3s-one"), layersOf("k3s-two")];
  const differing = one.filter(({ inputs }, index) => JSON.stringify(inputs) !== JSON.stringify(two[index]?.inputs));
  expect(differing.map(({ name }) => name)).toEqual(["facts"]);
});

test("workloads of a hub stay off the nodes that KubeEdge brings", () => {
  const hub = specimens().find(({ name }) => name === "region-hub") as Specimen;
  const pods = objectsOf(hub).flatMap((object) => podOf(object) ?? []);
  expect(pods.length).toBeGreaterThan(0);
  for (const { affinity } of pods) expect(JSON.stringify(affinity)).toContain("node-role.kubernetes.io/edge");
  for (const { releases } of hub.layers) {
    for (const { name, values } of releases) {
      expect(JSON.stringify(values), name).toContain("node-role.kubernetes.io/edge");
    }
  }
});

// As hooks of the operator's chart they were deleted and made anew, with their namespaces, at each upgrade of the chart.
test("the providers of Cluster API are objects of their own and no hooks of a chart", () => {
  const hub = specimens().find(({ name }) => name === "region-hub") as Specimen;
  const [operator] = hub.layers
    .flatMap(({ releases }) => releases)
    .filter(({ name }) => name.startsWith("cluster-api"));
  expect(operator?.values).toMatchObject({ enableHelmHook: false });
  for (const key of ["core", "bootstrap", "controlPlane", "infrastructure", "ipam"]) {
    expect(operator?.values).not.toHaveProperty(key);
  }
  const providers = objectsOf(hub).filter(({ kind }) => kind.endsWith("Provider"));
  expect(providers.map(({ kind }) => kind)).toEqual([
    "CoreProvider",
    "BootstrapProvider",
    "ControlPlaneProvider",
    "InfrastructureProvider",
    "IPAMProvider",
  ]);
  const categories = new Map(hub.layers.map(({ name, category }) => [name, category]));
  expect([categories.get("cluster-api-operator"), categories.get("cluster-api")]).toEqual(["kubernetes", "addon"]);
});

test("a tenant's quota grows with the servers of the site and holds the site's storage", () => {
  const quotaOf = (name: string) => {
    const specimen = specimens().find((each) => each.name === name) as Specimen;
    return objectsOf(specimen).find(({ kind }) => kind === "ResourceQuota")?.["spec"];
  };
  expect(quotaOf("edge-k3s")).toMatchObject({ hard: { "requests.cpu": "2", "requests.storage": "100Gi" } });
  expect(quotaOf("edge-k3s-replicated")).toMatchObject({ hard: { "requests.cpu": "6", "requests.storage": "200Gi" } });
});

// It went in the same commit as the last Metal3 site, and nobody was left to release that site's servers.
test("a hub carries Ironic as long as Ironic has an address, whatever its sites are", () => {
  const layersOf = (sites: readonly string[], parameters: object) =>
    specimenFleet(sites, parameters).regions.flatMap(({ hub }) => renderLayers(hub as Hub).map(({ name }) => name));
  expect(layersOf(["k3s-one", "nodes"], { ironicAddress: "10.44.0.20" })).toContain("metal3");
  expect(layersOf(["k3s-one", "metal"], {})).not.toContain("metal3");
});

// With a host name alone the chart told every installer https://:6185.
test("Ironic answers at an address of its own, which somebody announces", () => {
  const metal3 = (parameters: object) => {
    const [hub] = specimenFleet([], { ironicAddress: "10.44.0.20", ...parameters }).regions.map((each) => each.hub);
    return renderLayers(hub as Hub).find(({ name }) => name === "metal3");
  };
  const values = metal3({})?.releases[0]?.values;
  expect(values).toMatchObject({
    global: { ironicIP: "10.44.0.20" },
    "metal3-ironic": { service: { annotations: { "kube-vip.io/loadbalancerIPs": "10.44.0.20" } } },
  });
  expect(values?.["global"]).not.toHaveProperty("provisioningHostname");
  const kinds = (parameters: object) => metal3(parameters)?.objects.map(({ kind }) => kind);
  expect(kinds({})).toContain("DaemonSet");
  expect(kinds({ ironicAnnouncer: "own" })).toEqual(["Namespace"]);
});

// Argo CD renders without the cluster, so the chart's password by chance was another one at each rendering.
test("the password that Ironic's chart makes up is nobody's to put back", () => {
  const [hub] = specimenFleet([]).regions.map((each) => each.hub);
  const [release] = renderLayers(hub as Hub).find(({ name }) => name === "metal3")?.releases ?? [];
  expect(release?.ignored).toEqual([{ group: "", kind: "Secret", name: "ironic-basic-auth", pointers: ["/data"] }]);
});

test("a site of nodes has no layers: the hub serves it", () => {
  const [region] = specimenFleet(["nodes"]).regions;
  expect(region?.sites.map((site) => renderLayers(site))).toEqual([[]]);
});

test("Longhorn keeps as many copies as there are servers, three at most", () => {
  const one = new Map(specimenFleet().regions[0]?.sites.map((site) => [site.name, site]));
  const longhorn = catalogue.sites.get("edge-k3s@1.0.0")?.layers.find(({ name }) => name === "longhorn");
  const replicasOf = (name: string) =>
    longhorn?.prepare(one.get(name) as Site, { storageEngine: "longhorn" })?.inputs["replicas"];
  expect([replicasOf("k3s-one"), replicasOf("nodes"), replicasOf("k3s-three")]).toEqual([1, 2, 3]);
});

// The chart is younger than the version that runs, and by itself it makes a namespace of another name.
test("the operator of Kairos runs in the namespace that the orders lie in, and the chart makes none", () => {
  const site = specimens().find(({ name }) => name === "edge-k3s") as Specimen;
  const [operator] = site.layers.flatMap(({ releases }) => releases).filter(({ name }) => name === "kairos-operator");
  expect(operator).toMatchObject({
    namespace: "operator-system",
    source: { version: "0.1.0" },
    values: { namespace: { create: false, name: "operator-system" }, image: { operator: { tag: "v0.1.3" } } },
  });
  const namespaces = objectsOf(site).filter(({ kind }) => kind === "Namespace");
  expect(namespaces.map(({ metadata }) => metadata.name)).toContain("operator-system");
});

// Vector read its certificate when it started: one that had ended stopped the logs of a region.
test("what sends logs and what receives them take up a renewed certificate by themselves", () => {
  const containers = (name: string, text: string) =>
    objectsOf(specimens().find((each) => each.name === name) as Specimen)
      .flatMap((object) => podOf(object) ?? [])
      .filter((pod) => JSON.stringify(pod).includes(text))
      .map((pod) => JSON.stringify(pod));
  const shippers = ["edge-k3s", "region-hub"].map((name) =>
    containers(name, "/etc/upstream-client").find((pod) => pod.includes("/vector:")),
  );
  for (const shipper of shippers) expect(shipper).toContain("--watch-config");
  const receivers = containers("region-hub", "pkill -TERM -x vector");
  expect(receivers).toHaveLength(1);
  expect(receivers[0]).toContain('"shareProcessNamespace":true');
});
