/** The fleet as a map shows it: regions, profiles and sites as plain data. */

import type { Fleet } from "../../constructs/fleet.ts";
import type { Site } from "../../constructs/site.ts";
import type { SiteState } from "../../model/zone-file.ts";
import { profileRows } from "../listing/profile-rows.ts";
import type { Selection } from "../load/load-fleet.ts";

interface MapRegion {
  readonly name: string;
  readonly timezone: string;
  readonly delivery: string;
  readonly supernets: readonly string[];
  /** Profile of its hub, `name@version`; absent where all sites stand alone. */
  readonly hub?: string;
}

interface MapProfile {
  /** `name@version` */
  readonly profile: string;
  /** `k3s 1.33.10` */
  readonly kubernetes: string;
  readonly engine: string;
}

export interface MapSite {
  /** Construct path: `<fleet>/<region>/<zone>/<site>`. */
  readonly path: string;
  readonly kind: "cluster" | "nodes";
  readonly state: SiteState;
  readonly ring: string;
  /** `name@version` */
  readonly profile: string;
  /** Class of the uplink; `unknown`: the files do not say it. */
  readonly link: string;
  /** Networks of the nodes, IPv4 before IPv6. */
  readonly networks: readonly string[];
  /** Virtual addresses of the Kubernetes API; none where a single control plane has its own. */
  readonly vips: readonly string[];
  /** Addresses of the servers, in the order of the file. */
  readonly servers: readonly string[];
}

export interface FleetMap {
  readonly fleet: string;
  /** Profile of the centre, `name@version`. */
  readonly centre: string;
  /** Those under work, in the order of their names. */
  readonly regions: readonly MapRegion[];
  /** Those that a site, a hub or the centre pins. */
  readonly profiles: readonly MapProfile[];
  /** Zone by zone. */
  readonly sites: readonly MapSite[];
}

export function fleetMap(fleet: Fleet, selection: Selection): FleetMap {
  return {
    fleet: fleet.spec.name,
    centre: fleet.centre.reference,
    regions: selection.regions.map(({ name, spec, delivery, supernets, hub }) => ({
      name,
      timezone: spec.timezone,
      delivery,
      supernets,
      ...(hub && { hub: hub.reference }),
    })),
    profiles: profileRows(fleet, selection, {})
      .filter(({ pinned }) => pinned > 0)
      .map(({ profile, kubernetes, engine }) => ({ profile, kubernetes, engine })),
    sites: selection.regions.flatMap(({ sites }) => sites.map(mapSite)),
  };
}

function mapSite({ path, spec, ring, reference, network, hosts }: Site): MapSite {
  return {
    path,
    kind: spec.kind,
    state: spec.state,
    ring,
    profile: reference,
    link: spec.network.link ?? "unknown",
    networks: network.nodes,
    vips: network.vips,
    servers: hosts.map(({ address }) => address),
  };
}
