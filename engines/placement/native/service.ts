/** The app's Service. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import type { Workload } from "./workload.ts";

/** Selects the pods of this place alone, so that on a hub no request leaves its zone. */
export function service({ metadata, selector, spec }: Workload): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata,
    spec: {
      type: "ClusterIP",
      selector,
      internalTrafficPolicy: "Cluster",
      ports: spec.ports.map(({ name, port, protocol }) => ({ name, protocol, port, targetPort: name })),
    },
  };
}
