import type { Hub } from "../../../constructs/hub.ts";
import { defineLayer } from "../../../constructs/profile.ts";
import { allowTraffic } from "../network-policy.ts";
import { observabilityNamespace as namespace, receiverPorts, upstreamOf } from "../observability.ts";
import { offEdge } from "../off-edge.ts";
import { certificateWatchImage } from "./certificate-watch.ts";
import { addLogReceiver, logReceiverPort } from "./receiver.ts";
import { addLogStore, logStoreImage } from "./store.ts";
import { vectorImage, vectorShipper } from "./vector.ts";

export const hubLogImages = [vectorImage, logStoreImage, certificateWatchImage];

/**
 * Receives the logs of a region's sites and of the hub itself, and keeps them. Privileged: the hub's
 * own logs are files of its servers.
 */
export const hubLogs = defineLayer({
  name: "logs",
  category: "addon",
  awaited: false,
  privileged: { hostPath: "the logs of pods are files of their server" },
  inputs: (hub: Hub, parameters: { readonly logHistory: string; readonly logStorage: string }) => ({
    registry: hub.registry,
    own: upstreamOf(hub.endpoint).logs,
    history: parameters.logHistory,
    storage: parameters.logStorage,
  }),
  render(scope, { registry, own, history, storage }) {
    // A node port of the own cluster may already be the pod's port when the policy sees it.
    const egressPorts = [443, 6443, receiverPorts.logs, logReceiverPort];
    allowTraffic(scope, { namespace, app: "vector", egressPorts });
    vectorShipper(scope, registry, own, offEdge);
    addLogReceiver(scope, registry);
    addLogStore(scope, registry, history, storage);
  },
});
