/** A cluster of OpenShift's zero touch provisioning, from a SiteConfig or a ClusterInstance, as a site. */

import { type Cidr, parseCidr } from "../../model/network.ts";
import { type HostDraft, type SiteDraft, type UserDraft, unknown } from "./draft.ts";
import type { Field } from "./field.ts";
import type { Defaulted, ReadOptions, ReadSites } from "./format.ts";
import { takeLabels } from "./labels.ts";
import { networksOf } from "./node-address.ts";
import { readProxy } from "./proxy.ts";
import { SiteValues, takeOneOrPair } from "./site-values.ts";
import { readZtpNode, type ZtpNode } from "./ztp-node.ts";

/** The two formats of a cluster differ in where a few fields stand; each place that is absent says nothing. */
export interface ZtpCluster {
  readonly cluster: Field;
  /** Fields of all clusters of a SiteConfig; the cluster itself in a ClusterInstance. */
  readonly common: Field;
  readonly labels: Field;
}

/** The account that OpenShift's installer gives the SSH key to. */
const openShiftUser = "core";

export function readZtpCluster({ cluster, common, labels }: ZtpCluster, options: ReadOptions): ReadSites {
  const to = `sites[${options.firstSite}]`;
  const defaults: Defaulted[] = [];
  const machineNetwork = cluster.at("machineNetwork").items.map((item) => item.at("cidr"));
  const machines = machineNetwork.flatMap(({ text }): Cidr | readonly Cidr[] => parseCidr(text ?? "") ?? []);
  const values = new SiteValues(to);
  const nodes = cluster.at("nodes").items.map((node, index) => {
    return readZtpNode(node, cluster, machines, values, `${to}.hosts[${index}]`);
  });
  defaults.push(...nodes.flatMap((node) => node.defaults));
  const ips = (list: string, one: string) =>
    takeOneOrPair([...cluster.at(list).items, cluster.at(one)], `${to}.network.${targets[list]}`);
  const network = {
    nodes: takeOneOrPair(machineNetwork, `${to}.network.nodes`) ?? nodesNetwork(nodes, to, defaults),
    pods: cidrs(cluster.at("clusterNetwork"), `${to}.network.pods`),
    services: cidrs(cluster.at("serviceNetwork"), `${to}.network.services`),
    vip: ips("apiVIPs", "apiVIP"),
    ingressVip: ips("ingressVIPs", "ingressVIP"),
    gateway: values.gateway,
    dns: values.list("dns"),
    ntp: cluster.at("additionalNTPSources").takeList(`${to}.network.ntp`),
    search: values.list("search"),
    proxy: readProxy(cluster.at("proxy"), { http: "httpProxy", https: "httpsProxy", none: "noProxy" }, to),
  };
  const type = cluster.at("clusterType");
  if (type.text === "HostedControlPlane") {
    type.leaveOut(
      "the control plane is elsewhere, and a site of kind cluster has its own",
      "make it a site of kind nodes",
    );
  }
  const site: SiteDraft = {
    name: cluster.at("clusterName").take(`${to}.name`) ?? unknown,
    kind: "cluster",
    profile: options.profile,
    state: "planned",
    network,
    labels: takeLabels(labels, `${to}.labels`),
    users: users(common.at("sshPublicKey"), `${to}.users`, defaults),
    hosts: nodes.map(({ host }): HostDraft => host),
  };
  return { sites: [site], defaults };
}

const targets: Readonly<Record<string, string>> = { apiVIPs: "vip", ingressVIPs: "ingressVip" };

/** Entries are `{ cidr }` with more, or texts in a SiteConfig's serviceNetwork. */
function cidrs(list: Field, to: string) {
  return takeOneOrPair(
    list.items.map((item) => (item.text === undefined ? item.at("cidr") : item)),
    to,
  );
}

function nodesNetwork(nodes: readonly ZtpNode[], to: string, defaults: Defaulted[]) {
  const networks = networksOf(nodes.flatMap(({ addresses }) => addresses));
  if (networks === undefined) return unknown;
  const reason = "there is no machineNetwork; this is the network of the nodes' addresses by their prefix-length";
  defaults.push({ to: `${to}.network.nodes`, value: String(networks), reason });
  return networks;
}

function users(key: Field, to: string, defaults: Defaulted[]): readonly UserDraft[] | undefined {
  const keys = key.take(to)?.split("\n");
  if (!keys) return undefined;
  const reason = "OpenShift's installer gives the key to core; call users by the names of people";
  defaults.push({ to: `${to}[0].name`, value: openShiftUser, reason });
  return [{ name: openShiftUser, sshKeys: keys.map((each) => each.trim()).filter((each) => each !== "") }];
}
