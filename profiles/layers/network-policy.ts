/** Default deny, and what single apps may do on the network. */

import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";

/** Nothing in and nothing out for every pod of the namespace; other policies open what is needed. */
export function denyAll(scope: Construct, namespace: string): void {
  policy(scope, namespace, "default-deny", {});
}

/**
 * Opens for every pod of a tenant's namespace what all need: the cluster's DNS, its neighbours in the same namespace, and the
 * platform's metrics collector.
 *
 * @param collector namespace of the metrics collector
 */
export function allowNeeds(scope: Construct, namespace: string, collector: string): void {
  const neighbours = { podSelector: {} };
  // A rule without ports is for all of them, which an empty list says as well.
  policy(scope, namespace, "allow-needs", {
    egress: [
      { ports: dnsPorts, to: [clusterDns] },
      { ports: [], to: [neighbours] },
    ],
    ingress: [
      { from: [neighbours], ports: [] },
      { from: [{ ...namespaceNamed(collector), podSelector: {} }], ports: [] },
    ],
  });
}

/** Of every pod of the namespace, in both directions. */
function policy(scope: Construct, namespace: string, name: string, rules: object): void {
  new ApiObject(scope, `${namespace}-${name}`, {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace },
    spec: { podSelector: {}, policyTypes: ["Egress", "Ingress"], ...rules },
  });
}

/** A namespace selected by the name that Kubernetes itself puts on it. */
function namespaceNamed(name: string) {
  return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } };
}

/** What the pods of one app may do on the network, besides asking the cluster's DNS. */
export interface AppTraffic {
  readonly namespace: string;
  /** Value of the label `app.kubernetes.io/name` of the pods, and name of the policy. */
  readonly app: string;
  /**
   * TCP ports it may reach anywhere. No peer is named on purpose: Cilium counts servers of the cluster
   * and the API server to no address range, so only a rule without peers reaches them.
   */
  readonly egressPorts: readonly number[];
  /** It may reach every pod of the cluster on any port: what a collector of metrics needs. */
  readonly egressToPods?: boolean;
  /** TCP ports it serves, to anyone at all or to the pods of its own namespace. */
  readonly serves?: { readonly ports: readonly number[]; readonly to: "anyone" | "namespace" };
}

/** Opens for the pods of one app what it names and nothing else. */
export function allowTraffic(scope: Construct, traffic: AppTraffic): void {
  const { namespace, app, egressPorts, egressToPods = false, serves } = traffic;
  const egress = [
    { to: [clusterDns], ports: dnsPorts },
    ...(egressPorts.length > 0 ? [{ ports: tcp(egressPorts) }] : []),
    ...(egressToPods ? [{ to: [{ namespaceSelector: {} }] }] : []),
  ];
  new ApiObject(scope, `${namespace}-${app}`, {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: app, namespace },
    spec: {
      podSelector: { matchLabels: { "app.kubernetes.io/name": app } },
      policyTypes: ["Ingress", "Egress"],
      ...(serves && {
        ingress: [{ ports: tcp(serves.ports), ...(serves.to === "namespace" && { from: [{ podSelector: {} }] }) }],
      }),
      egress,
    },
  });
}

const clusterDns = {
  ...namespaceNamed("kube-system"),
  podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
};

const dnsPorts = [
  { port: 53, protocol: "UDP" },
  { port: 53, protocol: "TCP" },
];

function tcp(ports: readonly number[]): readonly object[] {
  return ports.map((port) => ({ port, protocol: "TCP" }));
}
