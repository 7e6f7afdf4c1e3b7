/** The servers of each zone as a unit, and the units as one group. */

import type { Zone } from "../../../constructs/zone.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { EDGE_ROLE } from "../../edge-taint.ts";
import type { RuntimeSite } from "../../engine.ts";
import { withPruneProtection } from "../../protection.ts";
import { GRID_KEY } from "./grid-key.ts";
import { RUNTIME_LABEL } from "./names.ts";

const API = "site.superedge.io/v1alpha2";

/** What site-manager writes onto each server of a unit, under the unit's name; edge-health finds its peers by it. */
const MEMBER = "nodeunits.superedge.io";
/** And onto a unit, under the name of its group. */
const UNIT_OF_GROUP = "nodegroups.superedge.io";

/** Labels that a unit gives its servers; those that join have them from the start, so that nothing waits for a controller. */
export function unitLabels(zone: Zone): Readonly<Record<string, string>> {
  return { [GRID_KEY]: zone.name, [zone.name]: MEMBER };
}

/**
 * A unit a zone. All that site-manager would add is written out, so that it and delivery agree. Without its unit a zone's
 * servers lose the labels, and with them their apps: it stays until all sites of the zone are retired.
 */
export function unitsOf(sites: readonly RuntimeSite<unknown>[]): readonly KubernetesObject[] {
  const zones = [...Map.groupBy(sites, ({ site }) => site.zone)];
  const units = zones.map(([zone, own]) => {
    const unit = nodeUnit(zone);
    return own.every(({ site }) => site.spec.state === "retired") ? unit : withPruneProtection(unit);
  });
  const group: KubernetesObject = {
    apiVersion: API,
    kind: "NodeGroup",
    metadata: { name: GRID_KEY },
    spec: { nodeUnits: zones.map(([zone]) => zone.name) },
  };
  return [...units, withPruneProtection(group)];
}

function nodeUnit(zone: Zone): KubernetesObject {
  return {
    apiVersion: API,
    kind: "NodeUnit",
    metadata: { name: zone.name, labels: { [GRID_KEY]: UNIT_OF_GROUP } },
    spec: {
      type: "edge",
      unschedulable: false,
      autonomyLevel: "L3",
      // By labels that nobody but the join gives, so that a zone label that was taken away comes back.
      selector: { matchLabels: { ...RUNTIME_LABEL, "flotilla.dev/zone": zone.name } },
      // The role cannot come with the join: a kubelet may not give itself one.
      setNode: { labels: { ...unitLabels(zone), [EDGE_ROLE]: "" } },
    },
  };
}
