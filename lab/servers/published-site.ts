/** A site as it is published, on real nodes: its servers boot from their cloud-configs, and the rest comes by itself. */

import { execFileSync } from "node:child_process";
import { clusterDns } from "../node/cluster-dns.ts";
import { type KairosServer, kairosServer } from "../node/kairos-server.ts";
import { type FleetServers, GIT_HOST, REGISTRY_HOST } from "./fleet-servers.ts";
import type { SiteNetwork, Uplink } from "./lan.ts";
import { dnsAddress } from "./node.ts";
import { type RunningSite, startSite } from "./site.ts";

export interface PublishedSite {
  readonly name: string;
  /** Machine ids of its servers, the first control plane first. */
  readonly machines: readonly string[];
  readonly network: SiteNetwork;
  /** What no repository holds, by name below /etc/flotilla/pull-secrets: `<user>:<password>`. */
  readonly pullSecrets: Readonly<Record<string, string>>;
  /** Servers on loopback that it reaches besides Git and registry, by their own names. */
  readonly upstreams?: readonly (Uplink & { readonly name: string })[];
}

/** Starts the site below `folder` from a bare repository; resolves when all nodes are Ready and K3s' manifests are applied. */
export async function startPublishedSite(
  folder: string,
  servers: FleetServers,
  repository: string,
  { name, machines, network, pullSecrets, upstreams = [] }: PublishedSite,
): Promise<RunningSite> {
  const names = [GIT_HOST, REGISTRY_HOST, ...upstreams.map((each) => each.name)];
  const hosts = Object.fromEntries(names.map((each) => [each, network.gateway]));
  const own = {
    "/etc/hosts": `127.0.0.1 localhost\n${network.gateway} ${names.join(" ")}\n`,
    ...Object.fromEntries(
      Object.entries(pullSecrets).map(([secret, text]) => [`/etc/flotilla/pull-secrets/${secret}`, text]),
    ),
  };
  const booted = machines.map((machine, at): KairosServer => {
    const text = execFileSync("git", ["-C", repository, "show", `main:hosts/${machine}/cloud-config.yaml`], {
      encoding: "utf8",
    });
    return kairosServer(text, { pods: network.pods.replace(/\.\d+\.\d+\/\d+$/, `.${at + 1}.0/24`), files: own });
  });
  const site = await startSite(folder, {
    name,
    network,
    nodes: booted.map(({ node }) => node),
    uplinks: [{ port: 443, to: servers.front.host }, ...upstreams],
  });
  const { client } = site.cluster;
  const manifests = [...(booted[0]?.manifests.values() ?? [])].flat();
  for (const object of [...clusterDns(dnsAddress(network.services), hosts), ...manifests]) await client.apply(object);
  return site;
}
