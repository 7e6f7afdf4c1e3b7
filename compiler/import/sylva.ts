/** Reader of the environment values of Sylva (values.yaml of its sylva-units chart), bare metal by Metal3. */

import { unknown } from "./draft.ts";
import type { Field } from "./field.ts";
import type { Defaulted, Format, ReadOptions, ReadSites } from "./format.ts";
import { readProxy } from "./proxy.ts";
import { takeOneOrPair } from "./site-values.ts";
import { readSylvaHosts } from "./sylva-hosts.ts";
import { readPrimaryNetwork } from "./sylva-network.ts";
import { sylvaReasons } from "./sylva-reasons.ts";

export const sylva: Format = {
  name: "Sylva environment values",
  recognises: (document) =>
    document.at("kind").text === undefined &&
    (document.at("cluster_virtual_ip").exists ||
      ["capi_providers", "capm3", "baremetal_hosts"].some((key) => document.at("cluster", key).exists)),
  read: readSylva,
  reasons: sylvaReasons,
};

function readSylva(document: Field, options: ReadOptions): ReadSites {
  const cluster = document.at("cluster");
  const hosts = cluster.at("baremetal_hosts").entries;
  // A secrets.yaml lies beside the values and has nothing but accounts; Helm lays one over the other.
  if (!hosts.some(([, host]) => host.at("bmh_spec").exists) && !document.at("cluster_virtual_ip").exists) {
    return { sites: [], defaults: [] };
  }
  const to = `sites[${options.firstSite}]`;
  const defaults: Defaulted[] = [];
  const primary = readPrimaryNetwork(cluster.at("capm3"), to);
  const network = {
    nodes: primary.subnet ?? unknown,
    pods: takeOneOrPair(cluster.at("cluster_pods_cidrs").items, `${to}.network.pods`),
    services: takeOneOrPair(cluster.at("cluster_services_cidrs").items, `${to}.network.services`),
    vip: document.at("cluster_virtual_ip").take(`${to}.network.vip`),
    gateway: primary.gateway,
    dns: cluster.at("capm3", "dns_servers").takeList(`${to}.network.dns`),
    ntp: readTimeServers(document.at("ntp"), to),
    proxy: readProxy(document.at("proxies"), { http: "http_proxy", https: "https_proxy", none: "no_proxy" }, to),
  };
  const site = {
    name: cluster.at("name").take(`${to}.name`) ?? unknown,
    kind: "cluster" as const,
    profile: options.profile,
    state: "planned" as const,
    network,
    users: readUsers(cluster, to),
    hosts: readSylvaHosts(cluster, primary, to, defaults),
  };
  return { sites: [site], defaults };
}

function readTimeServers(ntp: Field, to: string) {
  if (ntp.at("enabled").text === "false") {
    ntp.leaveOut("it is not enabled", "say network.ntp if the site is to have time servers");
    return undefined;
  }
  const servers = ntp.at("servers").takeList(`${to}.network.ntp`);
  if (servers) ntp.at("enabled").carry(`${to}.network.ntp`, "time servers are used when they are said");
  return servers;
}

/** Users of the cloud-config that Sylva adds, by their keys alone. */
function readUsers(cluster: Field, to: string) {
  const distributions = ["rke2", "kubeadm"].map((name) => cluster.at(name, "additionalUserData", "config", "users"));
  const users = distributions.flatMap(({ items }) => items);
  const taken = users.flatMap((user) => {
    const keys = user.at("ssh_authorized_keys");
    if (!keys.items.some(({ text }) => text !== undefined)) return [];
    const name = user.at("name").take(`${to}.users`) ?? unknown;
    return [{ name, sshKeys: keys.takeList(`${to}.users`) ?? [] }];
  });
  return taken.length > 0 ? taken : undefined;
}
