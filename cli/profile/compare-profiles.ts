/** What differs between two versions of a profile, as lines of text. */

import { z } from "zod";
import type { ProfileVersion } from "./profile-versions.ts";

type Compared = ProfileVersion["profile"];

/** Each aspect of a profile as names and their values. */
const aspects: Readonly<Record<string, (profile: Compared) => ReadonlyMap<string, string>>> = {
  kubernetes: ({ kubernetes }) => entries(kubernetes),
  provisioner: ({ provisioner }) => entries(provisioner),
  pools: ({ pools = [] }) => new Map(pools.map(({ name, provisioner }) => [name, JSON.stringify(provisioner)])),
  parameters: ({ parameters }) =>
    entries(z.toJSONSchema(parameters, { io: "input", unrepresentable: "any" }).properties ?? {}),
  images: ({ images }) =>
    new Map(images.map(({ name, tag, architectures }) => [name, `${tag} (${architectures.join(", ")})`])),
  layers: ({ layers }) =>
    new Map(
      layers.map(({ name, category, privileged = false, awaited = true }) => [
        name,
        `${category}${awaited ? "" : ", not awaited"}${privileged === false ? "" : `, privileged ${JSON.stringify(privileged)}`}`,
      ]),
    ),
};

/** A line a difference, `-` before what goes and `+` before what comes; what a layer renders, `flotilla diff` shows. */
export function compareProfiles(from: Compared, to: Compared): readonly string[] {
  return Object.entries(aspects).flatMap(([aspect, valuesOf]) => {
    const [before, after] = [valuesOf(from), valuesOf(to)];
    const names = [...new Set([...before.keys(), ...after.keys()])].sort();
    const lines = names.flatMap((name) => {
      const [old, now] = [before.get(name), after.get(name)];
      if (old === now) return [];
      return [
        ...(old === undefined ? [] : [`  - ${name}  ${old}`]),
        ...(now === undefined ? [] : [`  + ${name}  ${now}`]),
      ];
    });
    return lines.length > 0 ? [aspect, ...lines] : [];
  });
}

function entries(value: object): ReadonlyMap<string, string> {
  return new Map(Object.entries(value).map(([name, each]) => [name, JSON.stringify(each)]));
}
