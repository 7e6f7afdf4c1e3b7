import { expect, test } from "vitest";
import { findings } from "../finding.ts";

const nodes = `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-kiosk-01, kind: nodes }]
---
# apps/retail/checkout.yaml
`;

// KubeEdge has no kube-proxy, enforces no network policy and runs no storage driver on its nodes.
test.each([
  [
    "expose: { hosts: [a.example] }\nports: [{ name: http, port: 8080 }]",
    "is exposed, but there is no ingress controller",
  ],
  [
    "egress: [{ cidr: 203.0.113.7/32, ports: [443] }]",
    "opens its egress, but nothing holds pods on nodes of another cluster to network policies",
  ],
  [
    "volumes: [{ name: a, path: /a, size: 1Gi }]",
    "claims a volume, but nodes of another cluster have no storage of their own",
  ],
  [
    "secrets: [{ name: A, from: retail/a }]",
    "takes secrets out of the store, but there is no External Secrets to fetch them",
  ],
])("An app on nodes of another cluster cannot have %s", (lines, problem) => {
  expect(findings("FLT-APP-001", `${nodes}${lines}\n`).map(({ message }) => message)).toEqual([
    `the app ${problem} at 1 site, such as panji/guangdong/shenzhen/sz-kiosk-01`,
  ]);
});

test("An app on nodes of a hub takes secrets out of the hub's store", () => {
  const hub = `# profiles/region-hub/1.0.0.ts
profile: region-hub@1.0.0
layers: [{ name: external-secrets, category: kubernetes }]
---
`;
  expect(findings("FLT-APP-001", `${hub}${nodes}secrets: [{ name: A, from: retail/a }]\n`)).toEqual([]);
});

test("A class of storage is there where the site has the layer of that name", () => {
  const app = "# apps/retail/checkout.yaml\nvolumes: [{ name: a, path: /a, size: 1Gi, class: longhorn }]\n";
  const [found] = findings("FLT-APP-001", app);
  expect(found?.message).toContain("claims a volume of a class that is not there");
  const profile = `# profiles/edge-k3s/1.0.0.ts
profile: edge-k3s@1.0.0
layers: [{ name: cilium, category: cni }, { name: longhorn, category: csi, used: true }]
---
`;
  expect(findings("FLT-APP-001", profile + app)).toEqual([]);
});
