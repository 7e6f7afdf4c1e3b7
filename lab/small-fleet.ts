/** A small fleet whose sites the lab runs, and the command line that publishes it. */

import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const clone = join(import.meta.dirname, "..");

export interface FleetOptions {
  /** URL that the clusters read repositories from. */
  readonly repositories: string;
  /** host:port of the registry. */
  readonly registry: string;
  readonly delivery?: "flux" | "argocd";
}

const digest = `sha256:${"a1".repeat(32)}`;

/** Files of one region `north` with two zones: clusters with K3s, a cluster on bare metal, and nodes of the hub. */
export function fleetFiles({ repositories, registry, delivery = "flux" }: FleetOptions): Record<string, string> {
  return {
    "sites/fleet.yaml": `name: panji
hierarchy: { regions: 1, maxSitesPerRegion: 60 }
repositories: ${repositories}
registries: ["${registry}"]
centre: { profile: centre@1.0.0, endpoint: "https://centre.panji.example:6443" }
parameters: {}
tenants:
  - { name: retail, namespaces: [retail], owners: [retail-team] }
  - { name: telco, namespaces: [telco], owners: [telco-team] }
`,
    "sites/north/region.yaml": `name: north
code: "44"
timezone: Asia/Shanghai
delivery: ${delivery}
hub: { profile: region-hub@1.0.0, endpoint: "https://hub.north.panji.example:6443" }
network: { supernet: 10.44.0.0/16, asn: 64544 }
parameters: { ntp: ["10.44.0.1"], ironicAddress: 10.44.0.20 }
`,
    "sites/north/city.yaml": `zone: city
ring: early
sites:
  - name: mall-01
    kind: cluster
    profile: edge-k3s@1.0.0
    state: active
    network: { nodes: 10.44.12.0/26, pods: 10.244.0.0/16, services: 10.96.0.0/16, vip: 10.44.12.10, vlan: 112 }
    labels: { customer: mall }
    hosts:
      - name: mall-01-a
        machineId: 3a7758c8-44fc-4222-9c02-1fafe303a201
        arch: arm64
        role: control-plane
        address: 10.44.12.11
        mac: "02:44:0c:00:00:01"
        disk: /dev/disk/by-id/nvme-a
  - name: mast-01
    kind: cluster
    profile: edge-metal@1.0.0
    state: active
    network: { nodes: 10.44.12.64/26, pods: 10.244.0.0/16, services: 10.96.0.0/16, vip: 10.44.12.74, vlan: 113 }
    labels: { customer: metro }
    hosts:
      - name: mast-01-a
        machineId: f6a7f5ff-8bee-45e3-bf89-c5aa5015b402
        arch: amd64
        role: control-plane
        address: 10.44.12.75
        mac: "02:44:0c:00:01:01"
        bmc: "redfish-virtualmedia://10.44.255.11/redfish/v1/Systems/1"
        disk: /dev/disk/by-id/nvme-a
`,
    "sites/north/coast.yaml": `zone: coast
ring: main
sites:
  - name: kiosk-01
    kind: nodes
    profile: edge-kubeedge@1.0.0
    state: active
    network: { nodes: 10.44.44.0/26, vlan: 312 }
    labels: { customer: mall }
    hosts:
      - name: kiosk-01-a
        machineId: 50f66e16-9b59-470b-b939-bddad873c803
        arch: amd64
        role: worker
        address: 10.44.44.11
        mac: "02:44:2c:00:00:01"
        disk: /dev/disk/by-id/nvme-a
  - name: pier-01
    kind: cluster
    profile: edge-metal@1.0.0
    state: active
    network: { nodes: 10.44.44.64/26, pods: 10.244.0.0/16, services: 10.96.0.0/16, vip: 10.44.44.74, vlan: 313 }
    labels: { customer: metro }
    hosts:
      - name: pier-01-a
        machineId: f6a7f5ff-8bee-45e3-bf89-c5aa5015b404
        arch: amd64
        role: control-plane
        address: 10.44.44.75
        mac: "02:44:2c:00:01:01"
        bmc: "redfish-virtualmedia://10.44.255.12/redfish/v1/Systems/1"
        disk: /dev/disk/by-id/nvme-a
`,
    "apps/retail/till.yaml": app("till", "retail", registry, "customer: mall"),
    "apps/telco/meter.yaml": app("meter", "telco", registry, "customer: metro"),
  };
}

function app(name: string, tenant: string, registry: string, labels: string): string {
  return `name: ${name}
tenant: ${tenant}
image: ${registry}/${tenant}/${name}:1.0.0@${digest}
replicas: 1
ports: [{ name: http, port: 8080 }]
resources: { cpu: 100m, memory: 128Mi }
config: { LOG_LEVEL: info }
select: { labels: { ${labels} } }
placement: native
zones: {}
`;
}

/** Writes files below `root`. */
export function writeFiles(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** The command line ended with another exit code than 0; the message is what it said. */
class CommandError extends Error {
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

export const shippedProgram = join(clone, "cli/flotilla.mjs");

/** Runs the command line; resolves to what it said. @throws CommandError when its exit code is not 0. */
export function flotilla(...args: readonly string[]): Promise<string> {
  return runProgram(shippedProgram, args);
}

/** The same with another entry, which brings profiles of its own. */
export async function runProgram(program: string, args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await run(process.execPath, [program, ...args]).catch(
    (error: { code: number; stdout: string; stderr: string }) => {
      throw new CommandError(error.code, `flotilla ${args.join(" ")}:\n${error.stderr}${error.stdout}`);
    },
  );
  return stdout + stderr;
}
