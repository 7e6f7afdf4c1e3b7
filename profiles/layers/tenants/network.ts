import { NetworkPolicy, Pods } from "cdk8s-plus-27";
import type { Construct } from "constructs";
import { allowDns, denyAll, namespaceNamed } from "../network-policy.ts";
import { observabilityNamespace } from "../observability.ts";

/**
 * Closes a namespace in both directions and opens what every app needs: names, its neighbours in
 * the same namespace, and the platform's metrics collector.
 */
export function addTenantNetworkPolicies(scope: Construct, namespace: string): void {
  denyAll(scope, namespace);
  const needs = new NetworkPolicy(scope, `${namespace}-needs`, { metadata: { name: "allow-needs", namespace } });
  allowDns(scope, namespace, needs);
  const neighbours = Pods.all(scope, `${namespace}-neighbours`);
  needs.addIngressRule(neighbours);
  needs.addEgressRule(neighbours);
  needs.addIngressRule(namespaceNamed(scope, `${namespace}-metrics-namespace`, observabilityNamespace));
}
