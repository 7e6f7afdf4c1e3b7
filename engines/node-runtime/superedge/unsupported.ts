/** What sites ask of SuperEdge that it cannot do. */

import type { SuperEdgeProvisioner } from "../../../model/provisioner.ts";
import { within } from "../../../model/source.ts";
import type { RuntimeScope, RuntimeSite } from "../../engine.ts";
import type { Unsupported } from "../../unsupported.ts";
import { unusedClusterNetworks } from "../cluster-networks.ts";
import { otherSettings } from "../other-settings.ts";
import { GRID_KEY } from "./grid-key.ts";

type SuperEdgeSite = RuntimeSite<SuperEdgeProvisioner>;
type Sites = readonly SuperEdgeSite[];

/** What the nodes of one parent ask for that one set of controllers cannot give them. */
export function unsupportedBySuperEdge({ parent, sites }: RuntimeScope<SuperEdgeProvisioner>): readonly Unsupported[] {
  return [
    ...(parent.ref.kind === "hub" ? [] : atCentre(sites)),
    ...otherSettings(sites, otherControllers, "hub"),
    ...zoneNames(sites),
    ...sites.flatMap(({ site }) => unusedClusterNetworks(site)),
  ];
}

/** A unit has the name of its zone, which is one in a region alone. */
function atCentre(sites: Sites): readonly Unsupported[] {
  return sites.map(({ site }) => ({
    requested: "nodes of the centre: units and grids go by names of zones, which are unique in a region alone",
    alternative: "let the servers join the region's hub, or pin a profile of another node runtime",
    at: site.source && within(site.source, "parent"),
    subject: site.path,
  }));
}

/** Names of site-manager's own unit, and of our group: a label cannot stand for two things. */
const TAKEN: ReadonlySet<string> = new Set([GRID_KEY, "unit-node-all"]);

function zoneNames(sites: Sites): readonly Unsupported[] {
  return [...Map.groupBy(sites, ({ site }) => site.zone).keys()]
    .filter(({ name }) => TAKEN.has(name))
    .map((zone) => ({
      requested: `a zone with the name ${zone.name}, which SuperEdge's controllers use themselves`,
      alternative: "give the zone another name",
      at: zone.source && within(zone.source, "zone"),
      subject: zone.path,
    }));
}

function otherControllers({ site }: SuperEdgeSite, first: SuperEdgeSite): string {
  return `other settings in profile ${site.reference} than in ${first.site.reference}, which ${first.site.name} pins: one set of SuperEdge's controllers serves both`;
}
