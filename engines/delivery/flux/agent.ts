/** Flux as a chart with source, kustomize and helm controller. */

import type { SiteProxy } from "../../../constructs/site-network.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import type { HelmRelease } from "../../../model/manifest.ts";
import { proxyEnvironment } from "../../cluster-proxy.ts";
import { NAMESPACE } from "./names.ts";

/** Flux 2.7.5 as the community chart packs it; the image tags are those of its values. */
const CHART = "2.17.2";

/** Controllers in use, with the arguments that close what Flux leaves open. */
const controllers = {
  sourceController: { image: "source-controller", tag: "v1.7.4", additionalArgs: [] },
  kustomizeController: {
    image: "kustomize-controller",
    tag: "v1.7.3",
    additionalArgs: [
      "--no-remote-bases=true",
      // Half a minute between two looks at a dependency, as by default, adds up over the layers.
      "--requeue-dependency=5s",
      // The repair of a broken layer need not wait until the broken one has run into its timeout.
      "--feature-gates=CancelHealthCheckOnNewRevision=true",
    ],
  },
  helmController: { image: "helm-controller", tag: "v1.4.5", additionalArgs: [] },
} as const;

/** A cluster that only pulls needs neither events nor image automation. */
const unused = ["notificationController", "imageAutomationController", "imageReflectionController", "sourceWatcher"];

/**
 * Flux's own chart with source, kustomize and helm controller. `multitenancy` forbids references to
 * other namespaces and makes an object without a service account act as `default`, which may do
 * nothing. Images come from the fleet's registry at `<registry>/fluxcd/<controller>`.
 *
 * @param proxy for source-controller; the others speak to nobody outside of the cluster
 */
export function fluxAgent(registry: string, proxy?: SiteProxy): HelmRelease {
  const image = (name: string, tag: string) => ({ image: `${registry}/fluxcd/${name}`, tag });
  const values: Record<string, Json> = {
    // Removing the chart must not remove the definitions: every object of Flux would go with them.
    crds: { annotations: { "helm.sh/resource-policy": "keep" } },
    // The chart lets everybody with the role `edit` or `admin` of a namespace, tenants among them, write Flux's objects there.
    rbac: { createAggregation: false },
    multitenancy: { enabled: true, defaultServiceAccount: "default", privileged: false },
    cli: image("flux-cli", "v2.7.5"),
  };
  for (const [name, { image: repository, tag, additionalArgs }] of Object.entries(controllers)) {
    values[name] = { ...image(repository, tag), container: { additionalArgs }, resources };
  }
  if (proxy)
    values["sourceController"] = { ...(values["sourceController"] as JsonObject), extraEnv: environment(proxy) };
  for (const name of unused) values[name] = { create: false };
  return {
    name: "flux",
    namespace: NAMESPACE,
    source: { kind: "oci", url: `oci://${registry}/charts/flux2`, version: CHART },
    values,
  };
}

/** As a value of the chart, which puts it beside the variables of its own. */
function environment(proxy: SiteProxy): Json {
  return proxyEnvironment(proxy).map(({ name, value }) => ({ name, value }));
}

const resources: JsonObject = {
  requests: { cpu: "50m", memory: "64Mi" },
  limits: { memory: "1Gi" },
};
