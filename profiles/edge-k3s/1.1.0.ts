import type { Profile } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { withNodePorts } from "../layers/tenants/node-ports.ts";
import { edgeK3s } from "./1.0.0.ts";

/** Version 1.0.0 with node ports of apps, at which the servers of the site answer. */
export const openEdgeK3s: Profile<Site> = {
  ...edgeK3s,
  version: "1.1.0",
  layers: edgeK3s.layers.map((layer) => (layer.name === "tenants" ? withNodePorts(layer) : layer)),
};
