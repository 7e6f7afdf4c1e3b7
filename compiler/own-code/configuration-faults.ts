/** What is wrong with a fleet's own flotilla.config.ts as far as types cannot say: nobody may have compiled it. */

import { placementNames } from "../../model/app-file.ts";
import { deliveryNames } from "../../model/delivery.ts";
import { isMapping } from "../../model/json-fields.ts";
import { didYouMean } from "../../model/suggest.ts";
import type { FleetCode } from "../fleet-code.ts";
import type { FleetConfiguration } from "../fleet-configuration.ts";
import { engineShapeFaults } from "./engine-shape.ts";
import { profileFaults } from "./profile-shape.ts";
import { ruleFaults } from "./rule-shape.ts";
import { described, flag, list, mapping, optional, type Shape, shapeFaults } from "./shape.ts";

/** The keys of a configuration and of its parts. */
const parts: Readonly<Record<string, Shape>> = {
  profiles: {
    shipped: optional(flag),
    sites: optional(list),
    hubs: optional(list),
    centres: optional(list),
    kinds: optional(mapping),
    parameterFacts: optional(mapping),
    chartImages: optional(mapping),
    layerCalls: optional(mapping),
  },
  policies: { rules: optional(list) },
  engines: {
    provisioners: optional(mapping),
    runtimes: optional(mapping),
    deliveries: optional(mapping),
    placements: optional(mapping),
  },
};

/** Each as `found ..., expected ...`. */
export function configurationFaults(base: FleetCode, found: unknown): readonly string[] {
  if (found === null || found === undefined)
    return ["found no default export, expected `export default defineFleet({ ... })`"];
  if (!isMapping(found))
    return [`found ${described(found)} as the default export, expected \`export default defineFleet({ ... })\``];
  const ofKeys = [
    ...unknownKeys("", found, Object.keys(parts)),
    ...Object.entries(parts).flatMap(([part, shape]) => partFaults(part, found[part], shape)),
  ];
  if (ofKeys.length > 0) return ofKeys;
  const { profiles, policies, engines } = found as FleetConfiguration;
  return [
    ...profileFaults(base.catalogue, profiles),
    ...ruleFaults(base.rules, policies?.rules ?? []),
    ...engineFaults(base, engines),
  ];
}

function partFaults(part: string, found: unknown, shape: Shape): readonly string[] {
  if (found === undefined) return [];
  if (!isMapping(found)) return [`found no object at ${part}, expected ${Object.keys(shape).join(", ")}`];
  return [...unknownKeys(`${part}.`, found, Object.keys(shape)), ...shapeFaults(part, found, shape)];
}

function unknownKeys(
  prefix: string,
  found: Readonly<Record<string, unknown>>,
  known: readonly string[],
): readonly string[] {
  return Object.keys(found)
    .filter((key) => !known.includes(key))
    .map((key) => `found the key ${prefix}${key}, expected one of ${known.join(", ")}${didYouMean(key, known)}`);
}

/** Families whose words the files of a fleet know; an engine for one takes the place of a shipped one. */
const closed: Readonly<Record<string, readonly string[]>> = { deliveries: deliveryNames, placements: placementNames };
/** A profile names an engine of either without saying which. */
const shared: Readonly<Record<string, "provisioners" | "runtimes">> = {
  provisioners: "runtimes",
  runtimes: "provisioners",
};

function engineFaults({ engines: base }: FleetCode, own: FleetConfiguration["engines"] = {}): readonly string[] {
  return Object.entries(own).flatMap(([family, table]) =>
    Object.entries(table ?? {}).flatMap(([name, engine]) => {
      const words = closed[family];
      if (words && !words.includes(name))
        return [`found engines.${family}.${name}, expected one of ${words.join(", ")}: files know no other word`];
      const other = shared[family];
      if (other && (name in base[other] || name in (own[other] ?? {})))
        return [
          `found engines.${family}.${name}, expected a name that is not taken: engines.${other} has one of that name`,
        ];
      return engineShapeFaults(family, name, engine);
    }),
  );
}
