import { Namespaces, NetworkPolicy, NetworkPolicyPort, NetworkPolicyTrafficDefault, Pods } from "cdk8s-plus-27";
import type { Construct } from "constructs";

/**
 * Closes a namespace in both directions and opens what every app needs: names, its neighbours in
 * the same namespace, and the platform's metrics collector.
 */
export function addTenantNetworkPolicies(scope: Construct, namespace: string): void {
  const policy = (name: string) => new NetworkPolicy(scope, `${namespace}-${name}`, { metadata: { name, namespace } });

  new NetworkPolicy(scope, `${namespace}-default-deny`, {
    metadata: { name: "default-deny", namespace },
    ingress: { default: NetworkPolicyTrafficDefault.DENY },
    egress: { default: NetworkPolicyTrafficDefault.DENY },
  });

  const dns = Pods.select(scope, `${namespace}-dns`, {
    labels: { "k8s-app": "kube-dns" },
    namespaces: namespaceNamed(scope, `${namespace}-dns-namespace`, "kube-system"),
  });
  policy("allow-dns").addEgressRule(dns, [NetworkPolicyPort.udp(53), NetworkPolicyPort.tcp(53)]);

  const neighbours = Pods.all(scope, `${namespace}-neighbours`);
  const sameNamespace = policy("allow-same-namespace");
  sameNamespace.addIngressRule(neighbours);
  sameNamespace.addEgressRule(neighbours);

  policy("allow-metrics").addIngressRule(namespaceNamed(scope, `${namespace}-metrics-namespace`, "observability"));
}

function namespaceNamed(scope: Construct, id: string, name: string): Namespaces {
  return Namespaces.select(scope, id, { labels: { "kubernetes.io/metadata.name": name } });
}
