/** The facts of a cluster as a ConfigMap whose keys are environment variables. */

import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { observabilityNamespace } from "../observability.ts";
import { securedNamespace } from "../pod-security.ts";

const name = "flotilla-facts";

/** What a cluster is called and where it stands. */
export type Facts = Readonly<Record<"fleet" | "region" | "zone" | "site", string>>;

/** The facts as a ConfigMap whose keys are environment variables, and the namespace that watches the cluster. */
export function addFacts(scope: Construct, { fleet, region, zone, site }: Facts): void {
  // Log shippers read the logs of the host, which the baseline level refuses.
  securedNamespace(scope, observabilityNamespace, "privileged");
  new ApiObject(scope, "facts", {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, namespace: observabilityNamespace },
    data: { FLOTILLA_FLEET: fleet, FLOTILLA_REGION: region, FLOTILLA_ZONE: zone, FLOTILLA_SITE: site },
  });
}

/** Gives a container the facts as environment variables. */
export const factsEnvironment = { configMapRef: { name } };
