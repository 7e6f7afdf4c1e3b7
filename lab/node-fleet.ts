/** A fleet whose sites run on real nodes: its files, what it is published to, and what its sites pull from. */

import { join } from "node:path";
import { fillMirror, type ImageParts } from "./node/mirror.ts";
import { ensurePackages } from "./node/packages.ts";
import { ensureShop, shopImage } from "./node/shop.ts";
import { log } from "./program.ts";
import { type FleetServers, GIT_HOST, REGISTRY_HOST, startFleetServers } from "./servers/fleet-servers.ts";
import { type PublishedSite, startPublishedSite } from "./servers/published-site.ts";
import type { RunningSite } from "./servers/site.ts";
import { fleetFiles, flotilla, writeFiles } from "./small-fleet.ts";

type Files = Readonly<Record<string, string>>;

/** Name of the registry's account in the fleet's files. */
const PULL_SECRET = "mirror";

/** Name and password of that account, as an operator writes them to a server. */
const ACCOUNT = "site:lab";

/** Machine ids of the servers of mall-01, of which the small fleet has the first. */
const mallMachines = ["a201", "a211", "a212"].map((end) => `3a7758c8-44fc-4222-9c02-1fafe303${end}`);

export interface NodeFleetOptions {
  /** Of the site mall-01, 1 to 3: the first is its control plane. @default 1 */
  readonly servers?: number;
  /** Makes another fleet of the files first. */
  readonly change?: (files: Files) => Files;
  /** Programs of the lab that run in place of stand-ins, by the name of their image. */
  readonly programs?: ImageParts["programs"];
}

export class NodeFleet {
  readonly servers: FleetServers;
  /** The bare repository of the region. */
  readonly repository: string;
  readonly #folder: string;
  readonly #shop: string;
  readonly #machines: readonly string[];
  #files: Files;

  private constructor(folder: string, servers: FleetServers, shop: string, machines: readonly string[], files: Files) {
    this.#folder = folder;
    this.servers = servers;
    this.#shop = shop;
    this.#machines = machines;
    this.#files = files;
    this.repository = join(servers.repositories, "north.git");
  }

  /** Starts Git and registry below `folder`, publishes the fleet and fills its mirror. */
  static async start(
    folder: string,
    { servers: count = 1, change = (files: Files) => files, programs = {} }: NodeFleetOptions = {},
  ): Promise<NodeFleet> {
    const servers = await startFleetServers(folder);
    try {
      const shop = await ensureShop();
      const till = await servers.images.push("retail/till", "1.0.0", shopImage(shop, "1.0.0"));
      const meter = await servers.images.push("telco/meter", "1.0.0", shopImage(shop, "1.0.0"));
      const machines = mallMachines.slice(0, count);
      const files = change(nodeFleetFiles(servers, { till, meter }, machines.slice(1)));
      await publish(folder, servers, files);
      const references = await imagesOf(folder);
      const standIns = await fillMirror(servers.images, references, {
        shop,
        packages: await ensurePackages(log),
        programs,
      });
      log(`images that stand in: ${standIns.join(", ")}`);
      return new NodeFleet(folder, servers, shop, machines, files);
    } catch (error) {
      await servers.stop();
      throw error;
    }
  }

  /** The site mall-01 on real nodes, as its servers boot. */
  startMall(options: Partial<Pick<PublishedSite, "pullSecrets" | "upstreams">> = {}): Promise<RunningSite> {
    return this.startSite({
      name: "mall-01",
      machines: this.#machines,
      network: { gateway: "10.44.12.1", prefix: 26, pods: "10.244.0.0/16", services: "10.96.0.0/16" },
      ...options,
    });
  }

  /** A site of the region; its operator has written the account of the registry, unless others are given. */
  startSite(site: Omit<PublishedSite, "pullSecrets"> & Partial<PublishedSite>): Promise<RunningSite> {
    return startPublishedSite(this.#folder, this.servers, this.repository, {
      pullSecrets: { [PULL_SECRET]: ACCOUNT },
      ...site,
    });
  }

  /** Pushes another version of the shop; resolves to what an app's file names. */
  async release(name: string, version: string): Promise<string> {
    const digest = await this.servers.images.push(name, version, shopImage(this.#shop, version));
    return `${REGISTRY_HOST}/${name}:${version}@${digest}`;
  }

  text(file: string): string {
    return this.#files[file] ?? "";
  }

  /** Publishes the fleet with one file edited. */
  async edit(file: string, from: string | RegExp, to: string): Promise<void> {
    const changed = this.text(file).replace(from, to);
    if (changed === this.text(file)) throw new Error(`${file} has nothing like ${from}`);
    this.#files = { ...this.#files, [file]: changed };
    await publish(this.#folder, this.servers, this.#files);
  }
}

/** The fleet of fleetFiles under its own names, with a private authority and a registry that asks who reads. */
function nodeFleetFiles(
  { authority }: FleetServers,
  digests: Readonly<Record<"till" | "meter", string>>,
  workers: readonly string[],
): Files {
  const files = fleetFiles({ repositories: `https://${GIT_HOST}/fleet`, registry: REGISTRY_HOST });
  const replace = (file: string, from: string | RegExp, to: string) => (files[file] ?? "").replace(from, to);
  return {
    ...files,
    "sites/fleet.yaml": replace(
      "sites/fleet.yaml",
      /registries: .*/,
      `registries: [{ host: ${REGISTRY_HOST}, pullSecret: ${PULL_SECRET} }]\ntrust: { panji: trust/panji.pem }`,
    ),
    "sites/trust/panji.pem": authority.certificate,
    "sites/north/city.yaml": replace("sites/north/city.yaml", "arch: arm64", "arch: amd64").replace(
      /(?=^ {2}- name: mast-01$)/m,
      workers.map(workerOfMall).join(""),
    ),
    "apps/retail/till.yaml": replace("apps/retail/till.yaml", /sha256:\w+/, digests.till),
    "apps/telco/meter.yaml": replace("apps/telco/meter.yaml", /sha256:\w+/, digests.meter),
  };
}

function workerOfMall(machine: string, at: number): string {
  return `      - name: mall-01-${"bc"[at]}
        machineId: ${machine}
        arch: amd64
        role: worker
        address: 10.44.12.${12 + at}
        mac: "02:44:0c:00:00:0${2 + at}"
        disk: /dev/disk/by-id/nvme-a
`;
}

async function publish(folder: string, { repositories }: FleetServers, files: Files) {
  const fleet = join(folder, "fleet");
  writeFiles(fleet, files);
  await flotilla("publish", "--fleet", fleet, "--region", "north", "--to", repositories);
}

async function imagesOf(folder: string): Promise<readonly string[]> {
  const said = await flotilla(
    "list",
    "images",
    "--fleet",
    join(folder, "fleet"),
    "--region",
    "north",
    "--format",
    "json",
  );
  const { items } = JSON.parse(said.slice(said.indexOf("{"), said.lastIndexOf("}") + 1)) as {
    readonly items: readonly {
      readonly type: string;
      readonly reference: string;
      readonly profiles: readonly string[];
    }[];
  };
  return items
    .filter(({ type, profiles }) => type === "image" && profiles.some((each) => each.startsWith("edge-k3s@")))
    .map(({ reference }) => reference);
}
