const schema = (path: string) => `# yaml-language-server: $schema=${path}\n`;

/**
 * The smallest fleet that every rule accepts, with room to grow; `flotilla init` writes it.
 *
 * @returns text by path
 */
export const starterFleet = (name: string): ReadonlyMap<string, string> =>
  new Map([
    [
      "sites/fleet.yaml",
      `${schema("../schemas/fleet.schema.json")}name: ${name}
hierarchy: { regions: 1, maxSitesPerRegion: 500 }
repositories: https://git.example.com/fleet # <repositories>/<region>.git and /centre.git
registries: [registry.example.com] # images and charts come from here only
centre: { profile: centre@1.0.0, endpoint: "https://centre.example.com:6443" }
parameters: {} # the widest scope: fleet < region < zone < site
tenants: [{ name: shop, namespaces: [shop], owners: [shop-team] }]
`,
    ],
    [
      "sites/OWNERS.yaml",
      `${schema("../schemas/owners.schema.json")}# Who has to agree to which changes: groups and users of your forge, like shop/field or li-wei.
frozenRings: [frozen] # sites of these rings change when their owners agree
areas: [] # an item each: { construct: FLEET/north, owners: [shop/field] } or { profile: edge-k3s, owners: [shop/platform] }
`,
    ],
    [
      "sites/north/region.yaml",
      `${schema("../../schemas/region.schema.json")}name: north
code: "11"
timezone: Asia/Shanghai
delivery: flux # flux | argocd
hub: { profile: region-hub@1.0.0, endpoint: "https://hub.north.example.com:6443" }
network: { supernet: 10.11.0.0/16, asn: 64611 }
parameters: {}
`,
    ],
    [
      "sites/north/city.yaml",
      `${schema("../../schemas/zone.schema.json")}zone: city
ring: early
parameters: { ntp: ["10.11.0.1"] }
sites:
  - name: city-mall-01 # unique in the fleet
    kind: cluster # cluster | nodes
    profile: edge-k3s@1.0.0
    state: active # planned | shipped | active | held | offline | retired
    network: { nodes: 10.11.12.0/26, pods: 10.244.0.0/16, services: 10.96.0.0/16, vip: 10.11.12.10, vlan: 112 }
    labels: { customer: mall }
    parameters: { storage: 100Gi }
    hosts:
      - name: city-mall-01-a
        machineId: 0b8e4c52-0001-4111-8111-000000000001
        arch: amd64 # amd64 | arm64
        role: control-plane # control-plane | worker
        address: 10.11.12.11
        mac: "02:11:0c:00:00:01"
        disk: /dev/disk/by-id/nvme-a
`,
    ],
    [
      "apps/shop/till.yaml",
      `${schema("../../schemas/app.schema.json")}name: till
tenant: shop
image: registry.example.com/shop/till:1.0.0@sha256:${"0123456789abcdef".repeat(4)} # an example: put your image and its digest here
replicas: 1
ports: [{ name: http, port: 8080 }]
resources: { cpu: 100m, memory: 128Mi }
config: { LOG_LEVEL: info } # becomes a ConfigMap a zone
select: { labels: { customer: mall } } # regions, zones, labels of sites; empty: everywhere
placement: native
zones: {} # what differs, by zone
`,
    ],
  ]);
