/** VictoriaLogs on a hub, which keeps the logs. */

import type { Construct } from "constructs";
import { HelmChart } from "../../../constructs/helm-chart.ts";
import { mirroredChart, multiArchitectureImage } from "../image.ts";
import { allowTraffic } from "../network-policy.ts";
import { observabilityNamespace as namespace } from "../observability.ts";
import { offEdge } from "../off-edge.ts";

const version = "0.13.9";

export const logStoreImage = multiArchitectureImage("victoriametrics/victoria-logs", "v1.52.0");

/** Service and port of the store; it asks nobody who they are, so only its own namespace gets there. */
export const logStore = { name: "victoria-logs", port: 9428 };

/** VictoriaLogs on one volume. */
export function addLogStore(scope: Construct, registry: string, history: string, storage: string): void {
  const { name, port } = logStore;
  allowTraffic(scope, {
    namespace,
    app: "victoria-logs-single",
    egressPorts: [],
    serves: { ports: [port], to: "namespace" },
  });
  new HelmChart(scope, name, {
    name: name,
    namespace,
    source: mirroredChart(registry, "victoria-logs-single", version),
    values: {
      global: { image: { registry } },
      server: {
        fullnameOverride: name,
        image: { tag: logStoreImage.tag },
        retentionPeriod: history,
        persistentVolume: { enabled: true, size: storage },
        resources: { requests: { cpu: "200m", memory: "512Mi" }, limits: { memory: "4Gi" } },
        affinity: offEdge,
      },
    },
  });
}
