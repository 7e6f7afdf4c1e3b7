import { describe, expect, it } from "vitest";
import { expectFindings, findings } from "../finding.ts";

const sites = (fields: string) => `# sites/guangdong/shenzhen.yaml\nzone: shenzhen\nsites: [{ name: a, ${fields} }]\n`;
const roles = (...list: readonly string[]) => `hosts: [${list.map((role) => `{ role: ${role} }`).join(", ")}]`;
const planes = (count: number) => Array.from({ length: count }, () => "control-plane");

describe("the control planes of a cluster", () => {
  it.each([1, 3, 5])("may be %d", (count) => {
    expect(findings("FLT-CAP-001", sites(roles(...planes(count), "worker")))).toEqual([]);
  });
  it.each([0, 2, 4, 6, 7])("may not be %d", (count) => {
    expect(findings("FLT-CAP-001", sites(roles(...planes(count), "worker")))).toHaveLength(1);
  });
  it("are no matter at a nodes site", () => {
    expect(findings("FLT-CAP-001", sites(`kind: nodes, ${roles("worker")}`))).toEqual([]);
  });
});

it("a network of a cluster at a nodes site is the engine's to tell, and no error", () => {
  expectFindings("FLT-CAP-002", sites("kind: nodes, network: { vip: 10.44.1.10, pods: 100.64.0.0/16 }"), []);
});

it("replicated storage at a single server points to the scope that asked for it", () => {
  const text = `# sites/guangdong/region.yaml\nparameters: { storageEngine: longhorn }\n---\n${sites("labels: {}")}`;
  expect(findings("FLT-CAP-004", text).map(({ at }) => at)).toEqual([
    "sites/guangdong/region.yaml parameters.storageEngine",
  ]);
});

describe("the servers that upgrade at a time", () => {
  const profile = (concurrency: number) =>
    `# profiles/edge-k3s/1.0.0.ts\nprofile: edge-k3s@1.0.0\nprovisioner: { engine: kairos, concurrency: ${concurrency} }\n---\n`;
  it.each([
    [1, 1],
    [1, 3],
    [2, 5],
  ])("may be %d with %d control planes", (concurrency, count) => {
    expect(findings("FLT-CAP-005", profile(concurrency) + sites(roles(...planes(count))))).toEqual([]);
  });
  it.each([
    [2, 1],
    [2, 3],
    [3, 5],
    [0, 1],
  ])("may not be %d with %d control planes", (concurrency, count) => {
    expect(findings("FLT-CAP-005", profile(concurrency) + sites(roles(...planes(count))))).toHaveLength(1);
  });
});

describe("authorities beside credentials", () => {
  const fleet = (rest: string) => `# sites/fleet.yaml\nrepositorySecret: fleet-reader\n${rest}\n`;
  const region = (delivery: string) =>
    `---\n# sites/guangdong/region.yaml\ndelivery: ${delivery}\ntrust: { root: trust/root.pem }\n`;
  it("are told at the region that has them", () => {
    expect(findings("FLT-CAP-026", fleet("") + region("flux")).map(({ at }) => at)).toEqual([
      "sites/guangdong/region.yaml trust",
    ]);
  });
  it.each([
    ["the engine has a place of its own for them", fleet("") + region("argocd")],
    ["there are none", fleet("")],
    ["the bundles are empty", fleet("trust: {}")],
    ["the repositories are read over SSH", fleet("repositories: ssh://git@git.panji.example/fleet") + region("flux")],
  ])("are no matter when %s", (_, text) => {
    expect(findings("FLT-CAP-026", text)).toEqual([]);
  });
});

describe("ports of an app", () => {
  const app = "---\n# apps/retail/checkout.yaml\nports: [{ name: http, port: 8080 }]\n";
  it("are reached at a cluster", () => {
    expect(findings("FLT-CAP-027", sites("labels: {}") + app)).toEqual([]);
  });
  it.each(["planned", "retired"])("are no matter at a nodes site that is %s, where no pod runs", (state) => {
    expect(findings("FLT-CAP-027", sites(`kind: nodes, state: ${state}`) + app)).toEqual([]);
  });
  it("are told once, with the number of sites that their Service does not reach", () => {
    const two = `# sites/guangdong/shenzhen.yaml\nzone: shenzhen\nsites: [{ name: a, kind: nodes }, { name: b, kind: nodes }]\n`;
    expect(findings("FLT-CAP-027", two + app).map(({ message }) => message)).toEqual([
      "its Service leads nowhere at 2 sites whose servers are edge nodes, such as panji/guangdong/shenzhen/a, with the ports http",
    ]);
  });
});

it("an address for apps is whoever's who installed the cluster, where that was somebody else", () => {
  const profile = "# profiles/edge-k3s/1.0.0.ts\nprofile: edge-k3s@1.0.0\nprovisioner: { engine: existing }\n---\n";
  const site = sites("network: { nodes: 10.44.12.0/26, ingressVip: 10.44.12.9 }");
  expect(findings("FLT-CAP-033", site)).toHaveLength(1);
  expect(findings("FLT-CAP-033", profile + site)).toEqual([]);
});
