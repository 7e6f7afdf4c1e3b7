/** What a profile of a fleet's own must be. */

import { type ProfileCatalogue, profileReferences } from "../../constructs/catalogue.ts";
import { layerCategories, profileReference } from "../../constructs/profile.ts";
import { isMapping } from "../../model/json-fields.ts";
import type { FleetConfiguration } from "../fleet-configuration.ts";
import { type Expectation, list, mapping, oneOf, pureFunction, type Shape, shapeFaults, text } from "./shape.ts";

const schema: Expectation = {
  expected: "z.object({ ... })",
  holds: (value) => isMapping(value) && typeof value["safeParse"] === "function" && isMapping(value["shape"]),
};

const shape: Shape = { kubernetes: mapping, provisioner: mapping, parameters: schema, images: list, layers: list };
const kubernetes: Shape = { distribution: text, version: text };
const provisioner: Shape = { engine: text };
const layer: Shape = {
  name: text,
  category: oneOf(layerCategories),
  prepare: pureFunction("what defineLayer makes of it"),
};

const label = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const version = /^\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?$/;

/** @param base profiles that are shipped, whose names and versions are taken */
export function profileFaults(base: ProfileCatalogue, own: FleetConfiguration["profiles"]): readonly string[] {
  const taken = new Set(own?.shipped === false ? [] : profileReferences(base));
  return (["sites", "hubs", "centres"] as const).flatMap((kind) =>
    ((own?.[kind] ?? []) as readonly unknown[]).flatMap((profile, index) => {
      const at = `profiles.${kind}[${index}]`;
      if (!isMapping(profile)) return shapeFaults(at, profile, shape);
      const { name, version: number } = profile;
      if (typeof name !== "string" || !label.test(name) || typeof number !== "string" || !version.test(number))
        return [`${at}: found a profile without a name and a version like 1.0.0, expected what defineProfile gives`];
      const reference = profileReference({ name, version: number });
      const isTaken = taken.has(reference);
      taken.add(reference);
      return [
        ...(isTaken ? [`found the profile ${reference} twice, expected a name and version that is not taken`] : []),
        ...ofProfile(`profile ${reference}`, profile),
      ];
    }),
  );
}

function ofProfile(what: string, profile: Readonly<Record<string, unknown>>): readonly string[] {
  const { layers } = profile;
  return [
    ...shapeFaults(what, profile, shape),
    ...(isMapping(profile["kubernetes"]) ? shapeFaults(`${what}, kubernetes`, profile["kubernetes"], kubernetes) : []),
    ...(isMapping(profile["provisioner"])
      ? shapeFaults(`${what}, provisioner`, profile["provisioner"], provisioner)
      : []),
    ...(Array.isArray(layers) ? layers.flatMap((each, index) => layerFaults(what, each, index)) : []),
  ];
}

function layerFaults(what: string, found: unknown, index: number): readonly string[] {
  const name = isMapping(found) && typeof found["name"] === "string" ? found["name"] : undefined;
  const at = `${what}, ${name === undefined ? `layers[${index}]` : `layer ${name}`}`;
  const faults = shapeFaults(at, found, layer);
  if (name === undefined || label.test(name)) return faults;
  return [
    ...faults,
    `${at}: found the name ${JSON.stringify(name)}, expected letters, digits and hyphens: it names a folder`,
  ];
}
