import type { KubernetesObject } from "../../../model/manifest.ts";
import type { DeliveryCluster } from "../../engine.ts";
import { interval } from "../interval.ts";
import { paceOf } from "../pace.ts";
import { AUTHORITIES } from "./authorities.ts";
import { NAMESPACE, ROOT } from "./names.ts";

/** How long one fetch of a chart may take. Flux's own minute is too short for a slow link: each try starts from nothing. */
export const FETCH_TIMEOUT = "5m";

/**
 * The repository, reduced to the cluster's own folders. Flux still fetches the newest commit whole;
 * what is kept, archived and handed to the reconcilers is the cluster's part alone.
 *
 * Where a cluster reads artifacts it is suspended: the record of what they are made of, and the way back.
 *
 * A source takes credentials and authorities out of one Secret: where there are credentials, their Secret must hold
 * `ca.crt` too (rule FLT-CAP-026). For SSH a Secret without a key is a fault.
 */
export function repositorySource(target: DeliveryCluster, suspend = false): KubernetesObject {
  const secret = target.credentials ?? (takesAuthorities(target) ? AUTHORITIES : undefined);
  const { look, fetch } = paceOf(target.reach);
  return {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "GitRepository",
    metadata: { name: ROOT, namespace: NAMESPACE },
    spec: {
      interval: interval(...look, target.cluster),
      timeout: `${fetch}m`,
      url: target.repository,
      ref: { branch: "main" },
      ...(secret !== undefined && { secretRef: { name: secret } }),
      sparseCheckout: [target.home],
      ...(suspend && { suspend }),
    },
  };
}

function takesAuthorities({ repository, reach }: DeliveryCluster): boolean {
  return reach?.authorities !== undefined && repository.startsWith("https:");
}
