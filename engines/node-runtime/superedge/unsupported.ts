/** What sites ask of SuperEdge that it cannot do. */

import type { Site } from "../../../constructs/site.ts";
import type { SuperEdgeProvisioner } from "../../../model/provisioner.ts";
import { within } from "../../../model/source.ts";
import type { RuntimeScope } from "../../engine.ts";
import type { Unsupported } from "../../unsupported.ts";
import { GRID_KEY } from "./grid-key.ts";

type Sites = RuntimeScope<SuperEdgeProvisioner>["sites"];

/** Settings of a cluster; a site whose servers are nodes of the hub has the hub's. */
const ofClusters = ["vip", "pods", "services"] as const;

/** What the nodes of one parent ask for that one set of controllers cannot give them. */
export function unsupportedBySuperEdge({ parent, sites }: RuntimeScope<SuperEdgeProvisioner>): readonly Unsupported[] {
  return [
    ...(parent.ref.kind === "hub" ? [] : atCentre(sites)),
    ...otherSettings(sites),
    ...zoneNames(sites),
    ...sites.flatMap(({ site }) => clusterNetworks(site)),
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

/** The hub has one set of controllers; what differs would be dropped. */
function otherSettings(sites: Sites): readonly Unsupported[] {
  const [first] = sites;
  if (!first) return [];
  const wanted = JSON.stringify(first.settings);
  return sites
    .filter(({ settings }) => JSON.stringify(settings) !== wanted)
    .map(({ site }) => ({
      requested: `other settings in profile ${site.reference} than in ${first.site.reference}, which ${first.site.name} pins: one set of SuperEdge's controllers serves both`,
      alternative: "pin the same profile version at all sites of the hub, or move the sites to another hub",
      at: site.source && within(site.source, "profile"),
      subject: site.path,
    }));
}

/** Nothing is lost without it, so it is told as a warning. */
function clusterNetworks(site: Site): readonly Unsupported[] {
  const given = ofClusters.filter((key) => site.spec.network[key] !== undefined);
  if (given.length === 0) return [];
  return [
    {
      requested: `${given.join(", ")} of a network at a site that is part of its hub's cluster; not used`,
      alternative: `leave ${given.map((key) => `network.${key}`).join(", ")} out`,
      at: site.source && within(site.source, "network"),
      subject: site.path,
      severity: "warning",
    },
  ];
}
