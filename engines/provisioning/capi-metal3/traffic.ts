/** What Metal3 says over the network to servers and their BMCs, and these to its Ironic. */

import type { Site } from "../../../constructs/site.ts";
import { type EngineTraffic, tcp } from "../../../model/traffic.ts";
import { managesCluster } from "../cluster-api/traffic.ts";
import { logInsOf } from "../log-ins.ts";

/** Ironic's API, and its server of images by TLS (the chart of the layer metal3). */
const IRONIC = { api: 6385, images: 6185 };
/** Where the agent in the installer's system answers (ironic-python-agent, config.py, listen_port). */
const AGENT_PORT = 9999;

export function metal3Traffic(site: Site): readonly EngineTraffic[] {
  return [
    { from: "manager", to: "bmc", purpose: "switches and installs servers" },
    { from: "bmc", to: "manager", ports: tcp(IRONIC.images), purpose: "reads the installer's image" },
    { from: "servers", to: "manager", ports: tcp(IRONIC.api, IRONIC.images), purpose: "reports to the installer" },
    { from: "manager", to: "servers", ports: tcp(AGENT_PORT), purpose: "orders the agent that installs" },
    managesCluster,
    ...logInsOf(site),
  ];
}
