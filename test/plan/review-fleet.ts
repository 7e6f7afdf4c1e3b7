/** A fleet of two regions and seven sites whose changes are reviewed. */

import { folderWith } from "../folder-with.ts";

/** Text by path. */
export type Files = Readonly<Record<string, string>>;

/** One site hangs on a thin link, and of one nobody wrote it down. */
const linkOf = (index: number) => (index === 7 ? "" : `, link: ${index === 5 ? "lte" : "fibre"}`);

const site = (name: string, net: string, index: number, more = "") => `  - name: ${name}
    kind: cluster
    profile: edge-k3s@1.0.0
    state: active${more}
    network: { nodes: ${net}.0/26, pods: 10.244.0.0/16, services: 10.96.0.0/16, vip: ${net}.10, vlan: ${100 + index}${linkOf(index)} }
    labels: { customer: metro }
    parameters: { storage: 200Gi }
    hosts:
      - name: ${name}-a
        machineId: 4c4c4544-0051-3110-8052-b4c04f4e33${String(index).padStart(2, "0")}
        arch: arm64
        role: control-plane
        address: ${net}.11
        mac: "02:44:0c:00:00:${String(index).padStart(2, "0")}"
        disk: /dev/disk/by-id/nvme-a
`;

const zone = (name: string, ring: string, ...sites: readonly string[]) =>
  `zone: ${name}\nring: ${ring}\nparameters: { ntp: ["10.44.0.1"] }\nsites:\n${sites.join("")}`;

const region = (name: string, code: string, delivery: string) => `name: ${name}
code: "${code}"
timezone: Asia/Shanghai
delivery: ${delivery}
hub: { profile: region-hub@1.0.0, endpoint: "https://hub.${name}.panji.example:6443" }
network: { supernet: 10.${code}.0.0/16, asn: 645${code} }
parameters: {}
`;

export const reviewFleet: Files = {
  "sites/fleet.yaml": `name: panji
hierarchy: { regions: 2, maxSitesPerRegion: 10 }
repositories: https://git.panji.example/fleet
registries: [registry.panji.example]
centre: { profile: centre@1.0.0, endpoint: "https://centre.panji.example:6443" }
parameters: { metricsRetention: 6h }
tenants: [{ name: retail, namespaces: [retail], owners: [retail-team] }]
`,
  "sites/OWNERS.yaml": `areas:
  - { construct: panji, owners: [panji/fleet-team] }
  - { construct: panji/hunan, owners: [panji/hunan-operations] }
  - { profile: edge-k3s, owners: [panji/platform-team] }
`,
  "sites/guangdong/region.yaml": region("guangdong", "44", "flux"),
  "sites/guangdong/shenzhen.yaml": zone(
    "shenzhen",
    "early",
    site("sz-nanshan-01", "10.44.12", 1, "\n    ring: canary"),
    site("sz-nanshan-02", "10.44.13", 2),
    site("sz-mall-01", "10.44.14", 3),
  ),
  "sites/guangdong/foshan.yaml": zone(
    "foshan",
    "main",
    site("fs-mall-01", "10.44.15", 4),
    site("fs-mall-02", "10.44.16", 5),
  ),
  "sites/hunan/region.yaml": region("hunan", "43", "argocd"),
  "sites/hunan/changsha.yaml": zone(
    "changsha",
    "main",
    site("cs-mall-01", "10.43.12", 6),
    site("cs-mall-02", "10.43.13", 7),
    // Clocks of its own region: nothing leads into another one past its hub.
  ).replace("10.44.0.1", "10.43.0.1"),
  "apps/retail/checkout.yaml": `name: checkout
tenant: retail
image: registry.panji.example/retail/checkout:2.4.1@sha256:${"a1".repeat(32)}
replicas: 2
ports: [{ name: http, port: 8080 }]
resources: { cpu: 250m, memory: 256Mi }
config: { LOG_LEVEL: info }
select: { labels: { customer: metro } }
placement: native
`,
};

export const anotherSite = (name: string, net: string, index: number): string => site(name, net, index);

/** The files with other texts; what is edited must be there, and must become another one. */
export function edited(files: Files, edits: Readonly<Record<string, (text: string) => string>>): Files {
  const changed = Object.entries(edits).map(([path, edit]) => {
    const text = files[path] ?? "";
    const after = edit(text);
    if (after === text) throw new Error(`the edit of ${path} changes nothing`);
    return [path, after] as const;
  });
  return { ...files, ...Object.fromEntries(changed) };
}

/** In a folder that goes when the test is over; an empty text is no file. */
export function onDisk(files: Files): string {
  return folderWith(Object.fromEntries(Object.entries(files).filter(([, text]) => text !== "")));
}
