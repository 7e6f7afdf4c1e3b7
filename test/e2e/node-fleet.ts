/** A fleet whose sites run on real nodes: its files, what it is published to, and what its sites pull from. */

import { join } from "node:path";
import { fillMirror } from "../../lab/node/mirror.ts";
import { ensurePackages } from "../../lab/node/packages.ts";
import { ensureShop, shopImage } from "../../lab/node/shop.ts";
import { log } from "../../lab/program.ts";
import type { Cluster } from "../../lab/servers/cluster.ts";
import { type FleetServers, GIT_HOST, REGISTRY_HOST, startFleetServers } from "../../lab/servers/fleet-servers.ts";
import { startPublishedSite } from "../../lab/servers/published-site.ts";
import type { RunningSite } from "../../lab/servers/site.ts";
import { fleetFiles, flotilla, writeFiles } from "./fleet.ts";
import { untilFetched } from "./flux.ts";
import { WorkTree } from "./published.ts";

type Files = Readonly<Record<string, string>>;

/** Name of the registry's account in the fleet's files. */
const PULL_SECRET = "mirror";

/** Name and password of that account, as an operator writes them to a server. */
const ACCOUNT = "site:lab";

const MALL_MACHINE = "3a7758c8-44fc-4222-9c02-1fafe303a201";

export interface NodeFleetOptions {
  /** Makes another fleet of the files first. */
  readonly change?: (files: Files) => Files;
}

export class NodeFleet {
  readonly servers: FleetServers;
  /** The published region, as somebody else sees it. */
  readonly tree: WorkTree;
  readonly #folder: string;
  readonly #shop: string;
  #files: Files;

  private constructor(folder: string, servers: FleetServers, shop: string, files: Files) {
    this.#folder = folder;
    this.servers = servers;
    this.#shop = shop;
    this.#files = files;
    this.tree = new WorkTree(join(servers.repositories, "north.git"), folder);
  }

  /** Starts Git and registry below `folder`, publishes the fleet and fills its mirror. */
  static async start(folder: string, { change = (files: Files) => files }: NodeFleetOptions = {}): Promise<NodeFleet> {
    const servers = await startFleetServers(folder);
    try {
      const shop = await ensureShop();
      const till = await servers.images.push("retail/till", "1.0.0", shopImage(shop, "1.0.0"));
      const meter = await servers.images.push("telco/meter", "1.0.0", shopImage(shop, "1.0.0"));
      const files = change(nodeFleetFiles(servers, { till, meter }));
      await publish(folder, servers, files);
      const references = await imagesOf(folder);
      const standIns = await fillMirror(servers.images, references, { shop, packages: await ensurePackages(log) });
      log(`images that stand in: ${standIns.join(", ")}`);
      return new NodeFleet(folder, servers, shop, files);
    } catch (error) {
      await servers.stop();
      throw error;
    }
  }

  /** The site mall-01 on one node, as its server boots. */
  startMall(pullSecrets: Readonly<Record<string, string>> = { [PULL_SECRET]: ACCOUNT }): Promise<RunningSite> {
    return startPublishedSite(this.#folder, this.servers, join(this.servers.repositories, "north.git"), {
      name: "mall-01",
      machines: [MALL_MACHINE],
      network: { gateway: "10.44.12.1", prefix: 26, pods: "10.244.0.0/16", services: "10.96.0.0/16" },
      pullSecrets,
    });
  }

  /** Pushes another version of the shop; resolves to what an app's file names. */
  async release(name: string, version: string): Promise<string> {
    const digest = await this.servers.images.push(name, version, shopImage(this.#shop, version));
    return `${REGISTRY_HOST}/${name}:${version}@${digest}`;
  }

  /** Has the Flux of a site look at the repository now. */
  async reconcile(cluster: Cluster): Promise<void> {
    await untilFetched(cluster, this.tree.pull().tip);
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
function nodeFleetFiles({ authority }: FleetServers, digests: Readonly<Record<"till" | "meter", string>>): Files {
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
    "sites/north/city.yaml": replace("sites/north/city.yaml", "arch: arm64", "arch: amd64"),
    "apps/retail/till.yaml": replace("apps/retail/till.yaml", /sha256:\w+/, digests.till),
    "apps/telco/meter.yaml": replace("apps/telco/meter.yaml", /sha256:\w+/, digests.meter),
  };
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
