import { folderWith } from "./folder-with.ts";

/** Files of a fleet of one region, one zone and one site that has no finding of any kind. */
export function smallFleet(): Record<string, string | Uint8Array> {
  return {
    "sites/fleet.yaml": `name: panji
hierarchy: { regions: 1, maxSitesPerRegion: 10 }
repositories: https://git.panji.example/fleet
registries: [registry.panji.example]
centre: { profile: centre@1.0.0, endpoint: "https://centre.panji.example:6443" }
parameters: {}
tenants: [{ name: retail, namespaces: [retail], owners: [retail-team] }]
`,
    "sites/guangdong/region.yaml": `name: guangdong
code: "44"
timezone: Asia/Shanghai
delivery: flux
hub: { profile: region-hub@1.0.0, endpoint: "https://hub.gd.panji.example:6443" }
network: { supernet: 10.44.0.0/16, asn: 64544 }
parameters: {}
`,
    "sites/guangdong/shenzhen.yaml": `zone: shenzhen
ring: early
parameters: { ntp: ["10.44.0.1"] }
sites:
  - name: sz-nanshan-01
    kind: cluster
    profile: edge-k3s@1.0.0
    state: active
    network: { nodes: 10.44.12.0/26, pods: 10.244.0.0/16, services: 10.96.0.0/16, vip: 10.44.12.10, vlan: 112 }
    labels: { customer: metro }
    parameters: { storage: 200Gi }
    hosts:
      - name: sz-nanshan-01-a
        machineId: 4c4c4544-0051-3110-8052-b4c04f4e3332
        arch: arm64
        role: control-plane
        address: 10.44.12.11
        mac: "02:44:0c:00:00:01"
        bmc: "redfish://10.44.255.11/redfish/v1/Systems/1"
        disk: /dev/disk/by-id/nvme-a
        devices: [sriov, ptp]
`,
    "apps/retail/checkout.yaml": `name: checkout
tenant: retail
image: registry.panji.example/retail/checkout:2.4.1@sha256:${"a1".repeat(32)}
replicas: 2
ports: [{ name: http, port: 8080 }]
resources: { cpu: 250m, memory: 256Mi }
config: { LOG_LEVEL: info }
select: { labels: { customer: metro } }
placement: native
zones:
  shenzhen: { replicas: 3, config: { LOG_LEVEL: debug } }
`,
  };
}

/** The zone file of the small fleet with a second site like the first. */
export function withSecondSite(zone: string): string {
  const site = zone.slice(zone.indexOf("  - name:"));
  const second = site
    .replaceAll("sz-nanshan-01", "sz-nanshan-02")
    .replaceAll("10.44.12.", "10.44.13.")
    .replace("vlan: 112", "vlan: 113")
    .replace("b4c04f4e3332", "b4c04f4e3333")
    .replace("02:44:0c:00:00:01", "02:44:0c:00:00:02")
    .replace("10.44.255.11", "10.44.255.12");
  return zone + second;
}

/** Writes the files into a folder that goes when the test is over; a null removes a file of the small fleet. */
export function fleetOnDisk(changes: Readonly<Record<string, string | Uint8Array | null>> = {}): string {
  const files = Object.entries({ ...smallFleet(), ...changes });
  return folderWith(
    Object.fromEntries(files.flatMap(([path, content]) => (content === null ? [] : [[path, content]]))),
  );
}
