/** A fleet whose sites are nodes of their hub by KubeEdge, as files and as what it is published as. */

import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { programOf } from "../../lab/servers/programs.ts";
import { flotilla, writeFiles } from "../../lab/small-fleet.ts";
import type { JsonObject } from "../../model/json.ts";
import type { KubernetesObject } from "../../model/manifest.ts";

export const REGISTRY = "registry.panji.example";
export const NETWORK = { gateway: "10.44.0.1", prefix: 16, pods: "10.244.0.0/16", services: "10.96.0.0/16" };

export interface EdgeFleetOptions {
  /** Digests of versions of the shop. */
  readonly digests: Readonly<Record<string, string>>;
}

/** One region with two zones, a server each, and an app in both. */
export function edgeFleetFiles({ digests }: EdgeFleetOptions): Record<string, string> {
  const image = (version: string) => `${REGISTRY}/retail/kiosk:${version}@${digests[version]}`;
  const zone = (name: string, host: number) => `zone: ${name}
ring: main
sites:
  - name: ${name}-01
    kind: nodes
    profile: edge-kubeedge@1.0.0
    state: active
    network: { nodes: 10.44.${host}.0/26 }
    hosts:
      - name: ${name}-01-a
        machineId: 50f66e16-9b59-470b-b939-bddad873c8${host}
        arch: amd64
        role: worker
        address: 10.44.${host}.${host}
        mac: "02:44:2c:00:00:${host}"
        disk: /dev/disk/by-id/nvme-a
`;
  return {
    "sites/fleet.yaml": `name: panji
hierarchy: { regions: 1, maxSitesPerRegion: 60 }
repositories: https://git.panji.example/fleet
registries: ["${REGISTRY}"]
centre: { profile: centre@1.0.0, endpoint: "https://centre.panji.example:6443" }
parameters: {}
tenants:
  - { name: retail, namespaces: [retail], owners: [retail-team] }
`,
    "sites/north/region.yaml": `name: north
code: "44"
timezone: Asia/Shanghai
delivery: flux
hub: { profile: region-hub@1.0.0, endpoint: "https://${NETWORK.gateway}:6443" }
network: { supernet: 10.44.0.0/16, asn: 64544 }
parameters: { ntp: ["10.44.0.1"], ironicAddress: 10.44.0.20 }
`,
    "sites/north/city.yaml": zone("city", 11),
    "sites/north/coast.yaml": zone("coast", 12),
    "apps/retail/kiosk.yaml": `name: kiosk
tenant: retail
image: ${image("1.0.0")}
resources: { cpu: 50m, memory: 64Mi }
config: { LANGUAGE: zh-CN, PORT: "8080" }
select: { regions: [north] }
placement: kubeedge
prefetch: ["${image("1.2.0")}"]
zones:
  coast: { replicas: 2, image: "${image("1.1.0")}", config: { LANGUAGE: en-GB } }
`,
  };
}

/** What a fleet is published as, in a folder. */
export class PublishedEdgeFleet {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Writes the files below a folder and compiles them. */
  static async of(folder: string, files: Readonly<Record<string, string>>): Promise<PublishedEdgeFleet> {
    const [fleet, out] = [join(folder, "fleet"), join(folder, "out")];
    rmSync(out, { recursive: true, force: true });
    rmSync(fleet, { recursive: true, force: true });
    writeFiles(fleet, files);
    await flotilla("synth", "--fleet", fleet, "--out", out);
    return new PublishedEdgeFleet(join(out, "north"));
  }

  /** Objects whose files' paths match. */
  objects(path: RegExp): readonly KubernetesObject[] {
    const files = this.#files(path).filter((file) => !file.endsWith("/kustomization.yaml"));
    return files.map((file) => load(readFileSync(file, "utf8")) as KubernetesObject);
  }

  /** EdgeCore's configuration of a server as keadm makes it of the file of its zone. */
  async edgeCore(zone: string, host: string): Promise<JsonObject> {
    const [file = ""] = this.#files(new RegExp(`operator/keadm-batch/${zone}\\.yaml$`));
    const batch = load(readFileSync(file, "utf8")) as {
      readonly keadm: { readonly cmdTplArgs: Readonly<Record<string, string>> };
      readonly nodes: readonly { readonly nodeName: string; readonly keadmCmd: string }[];
    };
    const command = batch.nodes.find(({ nodeName }) => nodeName === host)?.keadmCmd ?? "";
    const args = command.replace("{{.join}}", batch.keadm.cmdTplArgs["join"] ?? "").replace("{{.token}}", "a.token");
    const work = join(this.#folder, "..", "..", "keadm", host);
    mkdirSync(work, { recursive: true });
    execFileSync("bash", ["-c", `"$0" ${args}`, await programOf("edge-host")], { cwd: work });
    return load(readFileSync(join(work, `${host}.yaml`), "utf8")) as JsonObject;
  }

  #files(path: RegExp): readonly string[] {
    return readdirSync(this.#folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((file) => path.test(file))
      .sort();
  }
}
