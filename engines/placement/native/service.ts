/** The app's Service. */

import type { PortSpec } from "../../../model/app-container-file.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { Workload } from "./workload.ts";

/** Selects the pods of this place alone, so that on a hub no request leaves its zone. */
export function service({ metadata, selector }: Workload, ports: readonly PortSpec[]): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata,
    spec: {
      type: "ClusterIP",
      selector,
      internalTrafficPolicy: "Cluster",
      ports: ports.map(({ name, port, protocol }) => ({ name, protocol, port, targetPort: name })),
    },
  };
}
