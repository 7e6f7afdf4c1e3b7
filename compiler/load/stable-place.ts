/** Where a finding is, by names: it stays the same when lines are added above it or a list gets another order. */

import type { Diagnostic } from "../../model/diagnostic.ts";
import { isMapping } from "../../model/json-fields.ts";
import type { Step } from "../../model/source.ts";
import type { PlaceOf } from "../../policies/baseline.ts";
import { parseYaml } from "./parse-yaml.ts";

/**
 * `hosts[sz-nanshan-01-a].disk` below a site, `layer cilium, DaemonSet kube-system/cilium` of an object. What the construct
 * says already is left out, and so is the name of the file. An item without a name is known by its number.
 *
 * @param textOf text of a file of the fleet
 */
export function stablePlaces(textOf: (file: string) => string | undefined): PlaceOf {
  const values = new Map<string, unknown>();
  const fileOf = (file: string) => {
    if (!values.has(file)) values.set(file, read(file, textOf(file)));
    return values.get(file);
  };
  return ({ at, part, subjects: [construct = ""] }: Diagnostic) => {
    if (part !== undefined || !at) return part;
    const place = placeIn(fileOf(at.file), at.path, construct.slice(construct.lastIndexOf("/") + 1));
    return place === "" ? undefined : place;
  };
}

function read(file: string, text: string | undefined): unknown {
  const parsed = text === undefined ? undefined : parseYaml(file, text);
  return parsed && "value" in parsed ? parsed.value : undefined;
}

/** @param own name of the construct */
function placeIn(root: unknown, path: readonly Step[], own: string): string {
  let value = root;
  let place = "";
  for (const step of path) {
    const next: unknown = Array.isArray(value)
      ? value[Number(step)]
      : isMapping(value)
        ? value[String(step)]
        : undefined;
    if (typeof step === "string") place += `${place === "" ? "" : "."}${step}`;
    else {
      const name = isMapping(next) && typeof next["name"] === "string" ? next["name"] : step;
      place = name === own ? "" : `${place}[${name}]`;
    }
    value = next;
  }
  return place;
}
