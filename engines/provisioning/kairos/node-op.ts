import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { KairosProvisioner } from "../../../model/provisioner.ts";

/** Namespace in the operator's own manifests (kairos-io/kairos-operator config/default). */
export const OPERATOR_NAMESPACE = "operator-system";

const SELECTOR = { matchExpressions: [{ key: "flotilla.dev/site", operator: "Exists" }] };

/** Where the operator runs and takes its orders. */
export function operatorNamespace({ operatorNamespace: chosen }: KairosProvisioner): string {
  return chosen ?? OPERATOR_NAMESPACE;
}

/**
 * An order to the servers of a site, which the Kairos operator carries out once on each, on one that joins later as well
 * (kairos-operator v0.1.3, manageJobCreation looks for nodes without a status every five minutes). It goes to all servers
 * that Flotilla has labelled; the cluster is the site's own, so its name need not be in it, and like sites share an order.
 *
 * @param spec of a NodeOp (operator.kairos.io/v1alpha1); every field with an unsafe default had best be in it
 */
export function nodeOp(provisioner: KairosProvisioner, name: string, spec: JsonObject): KubernetesObject {
  return {
    apiVersion: "operator.kairos.io/v1alpha1",
    kind: "NodeOp",
    metadata: { name, namespace: operatorNamespace(provisioner) },
    spec: { nodeSelector: SELECTOR, hostMountPath: "/host", ...spec },
  };
}
