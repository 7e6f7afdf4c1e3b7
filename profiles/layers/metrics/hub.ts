import type { Hub } from "../../../constructs/hub.ts";
import { defineLayer } from "../../../constructs/profile.ts";
import { upstreamOf } from "../observability.ts";
import { addReceiver, type Receiver } from "./receiver.ts";

/** Receives the metrics of a region's sites and passes a digest of them on to the centre. */
export const hubMetrics = defineLayer({
  name: "metrics",
  category: "addon",
  awaited: false,
  inputs: (hub: Hub, parameters: { readonly metricsHistory: string; readonly metricsStorage: string }): Receiver => ({
    registry: hub.registry,
    entry: `hubs/${hub.region.name}`,
    labels: { fleet: hub.facts.name, region: hub.region.name },
    upstream: upstreamOf(hub.region.fleet.centre.spec.endpoint).metrics,
    history: parameters.metricsHistory,
    storage: parameters.metricsStorage,
    ...(hub.region.spec.backup && { backupHours: hub.region.spec.backup.alarmAfterHours }),
  }),
  render: addReceiver,
});
