import type { Centre } from "../../../constructs/centre.ts";
import { defineLayer } from "../../../constructs/profile.ts";
import { addReceiver, type Receiver } from "./receiver.ts";

/** Receives the digests of the regions. */
export const centreMetrics = defineLayer({
  name: "metrics",
  category: "addon",
  awaited: false,
  inputs: (
    centre: Centre,
    parameters: { readonly metricsHistory: string; readonly metricsStorage: string },
  ): Receiver => ({
    registry: centre.registry,
    entry: "centre",
    labels: { fleet: centre.facts.name },
    history: parameters.metricsHistory,
    storage: parameters.metricsStorage,
  }),
  render: addReceiver,
});
