/** What apps ask of SuperEdge that it cannot do. */

import type { App } from "../../../constructs/app.ts";
import { appSites, runsWorkloads } from "../../../constructs/app-sites.ts";
import type { Site } from "../../../constructs/site.ts";
import { sourceAt } from "../../../model/source.ts";
import type { Unsupported } from "../../unsupported.ts";
import { unsupportedByNative } from "../native/unsupported.ts";
import { unsupportedByTemplates } from "../shared-template.ts";
import { unsupportedPrefetch } from "../unsupported-prefetch.ts";

const NATIVE = "placement: native";

/** Longest name of a StatefulSet, whose pods carry it with a hash of ten characters in a label. */
const MAX_STATEFUL_SET = 52;

export function unsupportedBySuperEdge(app: App): readonly Unsupported[] {
  return [
    ...kinds(app),
    ...exposed(app),
    ...federated(app),
    ...otherSites(app),
    ...lonelyZones(app),
    ...longNames(app),
    ...unsupportedByTemplates(app, "grids"),
    ...unsupportedPrefetch(app),
    ...unsupportedByNative(app),
  ];
}

function kinds({ spec, source }: App): readonly Unsupported[] {
  if (spec.kind !== "job") return [];
  return [
    {
      requested: "a job: SuperEdge has grids of Deployments, StatefulSets and Services alone",
      alternative: `${NATIVE}, which makes a Job or a CronJob a zone`,
      at: sourceAt(source, "kind"),
    },
  ];
}

/** The controller of an Ingress runs on the hub, outside of every zone. */
function exposed({ spec, source, differences }: App): readonly Unsupported[] {
  const places = [
    { expose: spec.expose, at: sourceAt(source, "expose") },
    ...differences.map(({ part, steps }) => ({
      expose: part.expose,
      at: sourceAt(source, ...steps, "expose"),
    })),
  ];
  return places
    .filter(({ expose }) => expose !== undefined)
    .map(({ at }) => ({
      requested:
        "an Ingress: the Service of a grid answers inside each zone, and the hub's ingress controller is in none",
      alternative: `${NATIVE}, which has a Service a zone, or leave expose out`,
      at,
    }));
}

function federated({ spec, source }: App): readonly Unsupported[] {
  if (!spec.federate) return [];
  return [
    {
      requested: "grids that the centre hands out: the federation knows nothing of what a grid makes",
      alternative: `${NATIVE} beside federate, or leave federate out, so that each region's own repository has the grid`,
      at: sourceAt(source, "federate"),
    },
  ];
}

/**
 * A survivor that is alone gives nobody up, and while nobody is given up, the taint goes off the lost server again (superedge
 * v0.9.0 pkg/edge-health/vote/vote.go): two have to be left that agree.
 */
const VOTERS = 3;

function lonelyZones(app: App): readonly Unsupported[] {
  if (typeof app.spec.onNodeLoss !== "object") return [];
  const zones = app.fleet.regions.flatMap((region) => region.zones);
  return zones.flatMap((zone) => {
    const served = zone.sites.filter((site) => runsWorkloads(site) && site.profile !== undefined && isServed(site));
    const servers = served.flatMap(({ hosts }) => hosts).length;
    if (servers >= VOTERS || !served.some((site) => app.selects(site))) return [];
    return [
      {
        requested: `evictAfter in ${zone.path}, which has ${servers} of the ${VOTERS} servers that it takes to judge one of them lost`,
        alternative: `onNodeLoss: keep, a zone with ${VOTERS} servers of SuperEdge, or ${NATIVE}, where the hub alone judges`,
        at: sourceAt(app.source, "onNodeLoss"),
      },
    ];
  });
}

/** Grids act on nodes with SuperEdge's label alone; elsewhere nothing of the app would be. */
function otherSites(app: App): readonly Unsupported[] {
  const others = appSites(app).filter((site) => !isServed(site));
  const [first] = others;
  if (!first) return [];
  const more = others.length > 1 ? ` and ${others.length - 1} more` : "";
  return [
    {
      requested: `the app at ${first.path}${more}, whose servers are no nodes of a hub by SuperEdge`,
      alternative: `narrow select to sites with such a profile, by a label for instance, or ${NATIVE}`,
      at: sourceAt(app.source, "select"),
    },
  ];
}

/** A profile that is not known is told elsewhere. */
function isServed({ spec, profile, parent }: Site): boolean {
  return (
    profile === undefined || (spec.kind === "nodes" && parent === "hub" && profile.provisioner.engine === "superedge")
  );
}

/** Names of apps and zones are short enough for all others. */
function longNames(app: App): readonly Unsupported[] {
  if (!(app.spec.volumes ?? []).some(({ size }) => size !== undefined)) return [];
  const zones = app.fleet.regions.flatMap((region) => region.zones.map((zone) => zone.name));
  return zones
    .map((zone) => app.objectName(zone))
    .filter((name) => name.length > MAX_STATEFUL_SET)
    .map((name) => ({
      requested: `a StatefulSet named ${name}, which has ${name.length} characters and may have ${MAX_STATEFUL_SET}`,
      alternative: "a shorter name for the app or for the zone",
      at: sourceAt(app.source, "name"),
    }));
}
