/** Default deny, and what single apps may do on the network. */

import { ApiObject } from "cdk8s";
import { Namespaces, NetworkPolicy, NetworkPolicyPort, NetworkPolicyTrafficDefault, Pods } from "cdk8s-plus-27";
import type { Construct } from "constructs";

/** Nothing in and nothing out for every pod of the namespace; other policies open what is needed. */
export function denyAll(scope: Construct, namespace: string): void {
  new NetworkPolicy(scope, `${namespace}-default-deny`, {
    metadata: { name: "default-deny", namespace },
    ingress: { default: NetworkPolicyTrafficDefault.DENY },
    egress: { default: NetworkPolicyTrafficDefault.DENY },
  });
}

/** Lets the pods of a policy ask the cluster's DNS. */
export function allowDns(scope: Construct, namespace: string, policy: NetworkPolicy): void {
  const dns = Pods.select(scope, `${namespace}-dns`, {
    labels: { "k8s-app": "kube-dns" },
    namespaces: namespaceNamed(scope, `${namespace}-dns-namespace`, "kube-system"),
  });
  policy.addEgressRule(dns, [NetworkPolicyPort.udp(53), NetworkPolicyPort.tcp(53)]);
}

/** Namespaces selected by the name that Kubernetes itself puts on them. */
export function namespaceNamed(scope: Construct, id: string, name: string): Namespaces {
  return Namespaces.select(scope, id, { labels: { "kubernetes.io/metadata.name": name } });
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
    { to: [clusterDns], ports: [{ port: 53, protocol: "UDP" }, ...tcp([53])] },
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
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
  podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
};

function tcp(ports: readonly number[]): readonly object[] {
  return ports.map((port) => ({ port, protocol: "TCP" }));
}
