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
      ports: servicePorts(ports),
    },
  };
}

/** Ports of all containers of an app. */
export function portsOf({ spec }: Pick<Workload, "spec">): readonly PortSpec[] {
  return [...spec.ports, ...spec.containers.flatMap(({ ports }) => ports)];
}

/** The same as a Service has them: pods are reached by the name of the port. */
export function servicePorts(ports: readonly PortSpec[]) {
  return ports.map(({ name, port, protocol }) => ({ name, protocol, port, targetPort: name }));
}
