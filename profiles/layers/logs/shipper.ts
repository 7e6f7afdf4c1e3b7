import type { Construct } from "constructs";
import { defineLayer } from "../../../constructs/profile.ts";
import type { Site } from "../../../constructs/site.ts";
import { allowTraffic } from "../network-policy.ts";
import { observabilityNamespace as namespace, receiverPorts, upstreamOf } from "../observability.ts";
import { logstashImage, logstashShipper } from "./logstash.ts";
import { vectorImage, vectorShipper } from "./vector.ts";

export const logShipperImages = [vectorImage, logstashImage];

type Shipper = "vector" | "logstash";

const shippers: Readonly<Record<Shipper, (scope: Construct, registry: string, upstream: string) => void>> = {
  vector: vectorShipper,
  logstash: logstashShipper,
};

/** Sends the logs of all pods to the hub. Privileged: the logs are files of the server. */
export const logShipper = defineLayer({
  name: "logs",
  category: "addon",
  awaited: false,
  privileged: { hostPath: "the logs of pods are files of their server" },
  inputs: ({ registry, region }: Site, { logShipper: shipper }: { readonly logShipper: Shipper }) =>
    region.hub && { registry, shipper, upstream: upstreamOf(region.hub.endpoint).logs },
  render(scope, { registry, shipper, upstream }) {
    allowTraffic(scope, { namespace, app: shipper, egressPorts: [443, 6443, receiverPorts.logs] });
    shippers[shipper](scope, registry, upstream);
  },
});
