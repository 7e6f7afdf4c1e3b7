import type { KubernetesObject } from "../../../model/manifest.ts";
import type { DeliveryCluster } from "../../engine.ts";
import { interval } from "../interval.ts";
import { NAMESPACE, ROOT } from "./names.ts";

/** How long one fetch may take. Flux's own minute is too short for a slow link: each try starts from nothing. */
export const FETCH_TIMEOUT = "5m";

/**
 * The repository, reduced to the cluster's own folders. Flux still fetches the newest commit whole;
 * what is kept, archived and handed to the reconcilers is the cluster's part alone.
 */
export function repositorySource(target: DeliveryCluster): KubernetesObject {
  return {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "GitRepository",
    metadata: { name: ROOT, namespace: NAMESPACE },
    spec: {
      interval: interval(5, 5, target.cluster),
      timeout: FETCH_TIMEOUT,
      url: target.repository,
      ref: { branch: "main" },
      ...(target.credentials !== undefined && { secretRef: { name: target.credentials } }),
      sparseCheckout: [target.home],
    },
  };
}
