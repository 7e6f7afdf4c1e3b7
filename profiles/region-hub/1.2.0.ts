import type { Hub } from "../../constructs/hub.ts";
import type { Profile } from "../../constructs/profile.ts";
import { withNodePorts } from "../layers/tenants/node-ports.ts";
import { vsphereRegionHub } from "./1.1.0.ts";

/** Version 1.1.0 with node ports of apps, at which servers that joined the hub answer. */
export const openRegionHub: Profile<Hub> = {
  ...vsphereRegionHub,
  version: "1.2.0",
  layers: vsphereRegionHub.layers.map((layer) => (layer.name === "tenants" ? withNodePorts(layer) : layer)),
};
