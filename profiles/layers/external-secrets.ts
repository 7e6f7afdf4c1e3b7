import type { Construct } from "constructs";
import { HelmChart } from "../../constructs/helm-chart.ts";
import { defineLayer } from "../../constructs/profile.ts";
import type { JsonObject } from "../../model/json.ts";
import { mirroredChart, multiArchitectureImage } from "./image.ts";
import type { Mirrored } from "./mirrored.ts";
import { offEdge } from "./off-edge.ts";
import { securedNamespace } from "./pod-security.ts";

const version = "2.9.0";
const namespace = "external-secrets";
const image = multiArchitectureImage("external-secrets/external-secrets", `v${version}`);

export const externalSecretsImages = [image];

const resources = { requests: { cpu: "20m", memory: "64Mi" }, limits: { memory: "256Mi" } };

/** Turns references to the safe into Secrets. Its kinds are part of the API that later layers use. */
export const externalSecrets = defineLayer({
  name: "external-secrets",
  category: "kubernetes",
  inputs: ({ registry }: Mirrored) => ({ registry }),
  render: (scope, inputs) => addExternalSecrets(scope, inputs),
});

/** The same at a site, where apps need it. The kinds outlive the layer, and with them what apps were given. */
export const siteExternalSecrets = defineLayer({
  name: "external-secrets",
  category: "kubernetes",
  inputs: ({ registry }: Mirrored, parameters: { readonly externalSecrets: boolean }) =>
    parameters.externalSecrets ? { registry } : undefined,
  render: (scope, inputs) =>
    addExternalSecrets(scope, inputs, {
      crds: { annotations: { "helm.sh/resource-policy": "keep" } },
    }),
});

/**
 * Nobody with the role `edit` or `admin` of a namespace, such as a tenant's reconciler, may write references: they reach
 * every entry of the store. The chart hands both out unless each is switched off.
 */
const rbac = { aggregateToEdit: false, aggregateToAdmin: false };

function addExternalSecrets(scope: Construct, { registry }: { registry: string }, more: JsonObject = {}): void {
  const part = { image: { repository: `${registry}/${image.name}` }, resources, affinity: offEdge };
  securedNamespace(scope, namespace, "restricted");
  new HelmChart(scope, "external-secrets", {
    name: "external-secrets",
    namespace,
    source: mirroredChart(registry, "external-secrets", version),
    values: { ...part, installCRDs: true, rbac, webhook: part, certController: part, ...more },
  });
}
