import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { starterFleet } from "../../cli/init/starter-fleet.ts";
import { shippedProfiles } from "../../pipeline/profile-module.ts";
import { locationOf } from "../../pipeline/report/report.ts";
import { checkSession, openSession } from "../../pipeline/session.ts";

const FLEET = "sites/fleet.yaml";
const REGION = "sites/north/region.yaml";
const ZONE = "sites/north/city.yaml";
const APP = "apps/shop/till.yaml";
const digest = "0123456789abcdef".repeat(4);

/** A file, what it says, what it shall say, and where the finding stands when that is not the place of the slip. */
type Slip = readonly [file: string, from: string, to: string, place?: string | undefined];

/** What `check` says of the fleet that `init` writes, with one text in another wording. */
async function found([file, from, to]: Slip) {
  const root = mkdtempSync(join(tmpdir(), "flotilla-slips-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of starterFleet("my-fleet")) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    if (path === file) expect(text).toContain(from);
    writeFileSync(join(root, path), path === file ? text.replace(from, () => to) : text);
  }
  const settings = { root, regions: [], today: "2026-11-21", profiles: shippedProfiles };
  return checkSession(await openSession(settings)).findings;
}

/** `sites/fleet.yaml:3`, of the line in which the slip is. */
function placeOf([file, from, to, place]: Slip): string {
  const before = (starterFleet("my-fleet").get(file) ?? "").split(from)[0] ?? "";
  return place ?? `${file}:${`${before}${to.slice(0, to.lastIndexOf("\n") + 1)}`.split("\n").length}`;
}

const slips: readonly Slip[] = [
  [FLEET, "regions: 1", "regions: 0"],
  [FLEET, "regions: 1", "regions: one"],
  [FLEET, "maxSitesPerRegion: 500", "maxSitesPerRegion: 0"],
  [FLEET, "name: my-fleet", "name: My_Fleet"],
  [FLEET, "https://git.example.com/fleet", "git.example.com/fleet"],
  [FLEET, "https://git.example.com/fleet", "https://u:p@git.example.com/fleet"],
  [FLEET, "[registry.example.com]", "[registry.example.org]", `${APP}:4`],
  [FLEET, "[registry.example.com]", "[]"],
  [FLEET, "[registry.example.com]", "['https://registry.example.com']"],
  [FLEET, "centre@1.0.0", "centre@1.0.1"],
  [FLEET, "centre@1.0.0", "region-hub@1.0.0"],
  [FLEET, "https://centre.example.com:6443", "http://centre.example.com:6443"],
  [FLEET, "https://centre.example.com:6443", "https://hub.north.example.com:6443", `${REGION}:6`],
  [FLEET, "https://centre.example.com:6443", "https://localhost:6443"],
  [FLEET, "parameters: {}", "parameters: { storge: 1Gi }"],
  [FLEET, "parameters: {}", "parameters: { metricsRetention: soon }"],
  [FLEET, "parameters: {}", "parameters: { sshKeys: [ghp_0123456789abcdefghijABCDEFGHIJ012345] }"],
  [FLEET, "namespaces: [shop]", "namespaces: [kube-system]"],
  [FLEET, "namespaces: [shop]", "namespaces: [flux-system]"],
  [FLEET, "namespaces: [shop]", "namespaces: [observability]"],
  [FLEET, "namespaces: [shop]", "namespaces: [default]"],
  [FLEET, "namespaces: [shop]", "namespaces: [shop, shop]"],
  [FLEET, "namespaces: [shop]", "namespaces: [Shop]"],
  [FLEET, "owners: [shop-team]", "owners: ['system:masters']"],
  [FLEET, "owners: [shop-team]", "owners: ['system:authenticated']"],
  [FLEET, "owners: [shop-team]", "owners: ['kubeadm:cluster-admins']"],
  [FLEET, "owners: [shop-team]", "owners: []"],
  [REGION, '"11"', '"99"'],
  [REGION, '"11"', "11"],
  [REGION, "Asia/Shanghai", "Asia/Shangai"],
  [REGION, "delivery: flux", "delivery: fluxx"],
  [REGION, "region-hub@1.0.0", "region-hub@9.0.0"],
  [REGION, "region-hub@1.0.0", "edge-k3s@1.0.0"],
  [REGION, "https://hub.north.example.com:6443", "https://10.11.12.20:6443", `${ZONE}:10`],
  [REGION, "https://hub.north.example.com:6443", "hub.north.example.com"],
  [REGION, "10.11.0.0/16", "10.12.0.0/16", `${ZONE}:10`],
  [REGION, "10.11.0.0/16", "10.11.0.0/30", `${ZONE}:10`],
  [REGION, "10.11.0.0/16", "10.11.0.1/16"],
  [REGION, "10.11.0.0/16", "169.254.0.0/16"],
  [REGION, "asn: 64611", "asn: 1"],
  [REGION, "asn: 64611", "asn: 99999999999"],
  [REGION, "parameters: {}", "parameters: { metricsStorage: big }"],
  [REGION, "parameters: {}", "state: retired\nparameters: {}", `${REGION}:8`],
  [REGION, "parameters: {}", "parameters: { dns: [300.0.0.1] }"],
  [REGION, "parameters: {}", "parameters: { admission: of }"],
  [REGION, "parameters: {}", "parameters: { externalSecrets: {} }"],
  [ZONE, "zone: city", "zone: hub"],
  [ZONE, "zone: city", "zone: City"],
  [ZONE, 'ntp: ["10.11.0.1"]', 'ntp: ["10.11.0.999"]'],
  [ZONE, "name: city-mall-01 #", "name: city-mall-0123456789-01 #"],
  [ZONE, "name: city-mall-01 #", "name: City-mall-01 #"],
  [ZONE, "kind: cluster", "kind: clusters"],
  [ZONE, "edge-k3s@1.0.0", "edge-k3s@1.0.1"],
  [ZONE, "edge-k3s@1.0.0", "edge-kubeedge@1.0.0"],
  [ZONE, "edge-k3s@1.0.0", "region-hub@1.0.0"],
  [ZONE, "state: active", "state: actve"],
  [ZONE, "nodes: 10.11.12.0/26", "nodes: 10.12.12.0/26"],
  [ZONE, "nodes: 10.11.12.0/26", "nodes: 10.11.12.0/32"],
  [ZONE, "nodes: 10.11.12.0/26", "nodes: 10.11.12.0/30"],
  [ZONE, "nodes: 10.11.12.0/26", "nodes: 10.11.13.0/26", `${ZONE}:18`],
  [ZONE, "nodes: 10.11.12.0/26", "nodes: 10.11.12.5/26"],
  [ZONE, "nodes: 10.11.12.0/26", "nodes: 127.0.0.0/26"],
  [ZONE, "nodes: 10.11.12.0/26", "nodes: 10.244.0.0/26"],
  [ZONE, "pods: 10.244.0.0/16", "pods: 10.11.12.0/24"],
  [ZONE, "pods: 10.244.0.0/16", "pods: 10.96.0.0/16"],
  [ZONE, "pods: 10.244.0.0/16", "pods: 10.11.0.0/16"],
  [ZONE, "pods: 10.244.0.0/16", "pods: fd00::/48"],
  [ZONE, "services: 10.96.0.0/16", "services: 10.244.0.0/16"],
  [ZONE, "services: 10.96.0.0/16", "services: 10.11.12.0/26"],
  [ZONE, "services: 10.96.0.0/16", "services: 10.0.0.0/8"],
  [ZONE, "vip: 10.11.12.10", "vip: 10.11.12.11"],
  [ZONE, "vip: 10.11.12.10", "vip: 10.11.13.10"],
  [ZONE, "vip: 10.11.12.10", "vip: 10.11.12.0"],
  [ZONE, "vip: 10.11.12.10", "vip: 10.11.12.63"],
  [ZONE, "vip: 10.11.12.10", "vip: fd00::1"],
  [ZONE, "vlan: 112", "vlan: 5000"],
  [ZONE, "vlan: 112", "vlan: 112, mtu: 100"],
  [ZONE, "vlan: 112", "vlan: 112, ingressVip: 10.11.12.12"],
  [ZONE, "vlan: 112", "vlan: 112, ingressVip: 10.11.12.10"],
  [ZONE, "vlan: 112", "vlan: 112, dns: [x y]"],
  [ZONE, "vlan: 112", "vlan: 112, link: dialup"],
  [ZONE, "vlan: 112", "vlan: 112, proxy: { http: 'http://u:p@proxy:3128' }"],
  [ZONE, "customer: mall", "customer: 'my mall'"],
  [ZONE, "storage: 100Gi", "storage: 100GB"],
  [ZONE, "storage: 100Gi", "storage: 100"],
  [ZONE, "storage: 100Gi", "storage: 100Gi, ingress: traefic"],
  [ZONE, "storage: 100Gi", "storage: 100Gi, sshKeys: ['-----BEGIN OPENSSH PRIVATE KEY-----']"],
  [ZONE, "name: city-mall-01-a", "name: other_host"],
  [ZONE, "0b8e4c52-0001-4111-8111-000000000001", "0b8e4c52"],
  [ZONE, "0b8e4c52-0001-4111-8111-000000000001", "00000000-0000-0000-0000-000000000000"],
  [ZONE, "arch: amd64", "arch: x86"],
  [ZONE, "role: control-plane", "role: worker", `${ZONE}:14`],
  [ZONE, "role: control-plane", "role: master"],
  [ZONE, "address: 10.11.12.11", "address: 10.11.12.64"],
  [ZONE, "address: 10.11.12.11", "address: 10.11.12.10", `${ZONE}:10`],
  [ZONE, "address: 10.11.12.11", "address: 10.11.12.0"],
  [ZONE, "address: 10.11.12.11", "address: 10.11.12.63"],
  [ZONE, "address: 10.11.12.11", "address: 10.244.0.5"],
  [ZONE, "address: 10.11.12.11", "address: fd00::5"],
  [ZONE, "address: 10.11.12.11", "address: 0.0.0.0"],
  [ZONE, '"02:11:0c:00:00:01"', '"01:11:0c:00:00:01"'],
  [ZONE, '"02:11:0c:00:00:01"', '"ff:ff:ff:ff:ff:ff"'],
  [ZONE, '"02:11:0c:00:00:01"', '"02-11-0c-00-00-01"'],
  [ZONE, "disk: /dev/disk/by-id/nvme-a", "disk: sda"],
  [ZONE, "disk: /dev/disk/by-id/nvme-a", "disk: /dev/sda"],
  [ZONE, "disk: /dev/disk/by-id/nvme-a", "disk: /dev/disk/by-id/nvme-a\n        devices: [gpus]"],
  [ZONE, "disk: /dev/disk/by-id/nvme-a", "disk: /dev/disk/by-id/nvme-a\n        bmc: redfish://u:p@10.0.0.1/x"],
  [ZONE, "disk: /dev/disk/by-id/nvme-a", "disk: /dev/disk/by-id/nvme-a\n        bmc: ftp://10.0.0.1/x"],
  [ZONE, "disk: /dev/disk/by-id/nvme-a", "disk: /dev/disk/by-id/nvme-a\n        size: huge"],
  [ZONE, "disk: /dev/disk/by-id/nvme-a", "disk: /dev/disk/by-id/nvme-a\n        hardware: huge"],
  [
    ZONE,
    "disk: /dev/disk/by-id/nvme-a",
    "disk: /dev/disk/by-id/nvme-a\n        labels: { 'node-role.kubernetes.io/master': '' }",
  ],
  [APP, "name: till", "name: Till"],
  [APP, "tenant: shop", "tenant: shops"],
  [APP, "registry.example.com/shop/till:1.0.0@sha256:", "docker.io/shop/till:1.0.0@sha256:"],
  [APP, `@sha256:${digest}`, ""],
  [APP, `:1.0.0@sha256:${digest}`, ""],
  [APP, `:1.0.0@sha256:${digest}`, ":latest"],
  [APP, `@sha256:${digest}`, "@sha256:0123"],
  [APP, "registry.example.com/shop/till:", "registry.example.com/Shop/till:"],
  [APP, "registry.example.com/shop/till:", "u:p@registry.example.com/shop/till:"],
  [APP, "till:1.0.0@", "till-arm64:1.0.0@"],
  [APP, "replicas: 1", "replicas: -1"],
  [APP, "replicas: 1", "replicas: 100", "my-fleet/north/city/city-mall-01"],
  [APP, "replicas: 1", "replicas: 2.5"],
  [APP, "port: 8080", "port: 0"],
  [APP, "port: 8080", "port: 70000"],
  [APP, "name: http,", "name: HTTP,"],
  [APP, "cpu: 100m", "cpu: 100x"],
  [APP, "cpu: 100m", "cpu: 99"],
  [APP, "cpu: 100m", "cpu: 0"],
  [APP, "memory: 128Mi", "memory: 128MB"],
  [APP, "memory: 128Mi", "memory: 900Gi", "my-fleet/north/city/city-mall-01"],
  [APP, "memory: 128Mi", "memory: 1"],
  [APP, "LOG_LEVEL: info", "LOG LEVEL: info"],
  [APP, "LOG_LEVEL: info", "PASSWORD: hunter2secret9"],
  [APP, "LOG_LEVEL: info", "TOKEN: ghp_0123456789abcdefghijABCDEFGHIJ012345"],
  [APP, "LOG_LEVEL: info", "URL: 'https://u:p4ssw0rd@db/x'"],
  [APP, "LOG_LEVEL: info", "LOG_LEVEL: true"],
  [APP, "LOG_LEVEL: info", "KEY: '-----BEGIN RSA PRIVATE KEY-----'"],
  [APP, "customer: mall", "customer: malls"],
  [APP, "labels: { customer: mall }", "zones: [citty]"],
  [APP, "labels: { customer: mall }", "regions: [nort]"],
  [APP, "placement: native", "placement: karmada"],
  [APP, "placement: native", "placement: kubeedge"],
  [APP, "placement: native", "placement: nativ"],
  [APP, "zones: {}", "zones: { citi: { replicas: 2 } }"],
  [APP, "zones: {}", "zones: { city: { replica: 2 } }"],
  [APP, "zones: {}", "zones: { city: { config: { PASSWORD: hunter2secret9 } } }"],
  [APP, "zones: {}", `zones: { city: { image: 'docker.io/x/y:1.0.0@sha256:${digest}' } }`],
  [APP, "zones: {}", "zones: {}\ndevices: [gpu]"],
  [APP, "zones: {}", "zones: {}\narchitectures: [arm64]"],
  [APP, "zones: {}", "zones: {}\nexpose: { host: till.example.com }"],
  [APP, "zones: {}", "zones: {}\nexpose: { host: 'Till_1.example.com' }"],
  [APP, "zones: {}", "zones: {}\nvolumes: [{ name: data, path: /data, size: 5GB }]"],
  [
    APP,
    "zones: {}",
    "zones: {}\nvolumes: [{ name: data, path: /data, size: 900Ti }]",
    "my-fleet/north/city/city-mall-01",
  ],
  [APP, "zones: {}", "zones: {}\nvolumes: [{ name: data, path: data, size: 5Gi }]"],
  [APP, "zones: {}", "zones: {}\nsecrets: [{ name: DB_PASSWORD, entry: other/db, property: password }]"],
  [APP, "zones: {}", "zones: {}\negress: [{ to: 0.0.0.0/0, ports: [443] }]"],
  [APP, "zones: {}", "zones: {}\nprobes: { readiness: ready }"],
  [APP, "zones: {}", "zones: {}\ncommand: [sh, -c, 'login --password=hunter2secret9']"],
  [APP, "zones: {}", "zones: {}\nkind: job", `${APP}:6`],
];

test("The fleet that init writes has no finding", async () => {
  expect(await found([FLEET, "", ""])).toEqual([]);
});

// Once an app's credential was told of its file and again of each object, and a namespace of the platform 39 times.
test.each(slips)(
  "One slip is one finding at its place, with what to do: %s: %s -> %s",
  async (file = "", from = "", to = "", place = undefined) => {
    const slip: Slip = [file, from, to, place];
    const findings = await found(slip);
    const told = findings.map(
      ({ code, message, ...rest }) => `${code} ${locationOf({ code, message, ...rest })} ${message}`,
    );
    expect(told, told.join("\n")).toHaveLength(1);
    const [only] = findings;
    expect(only?.hint).toMatch(/\S/);
    expect(only && (locationOf(only) ?? only.subjects[0])?.replace(/:\d+$/, ""), told.join("\n")).toBe(placeOf(slip));
  },
);
