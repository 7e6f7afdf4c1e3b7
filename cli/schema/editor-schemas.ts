/** JSON Schemas of the fleet's files for editors, with a text for every field and, where a fleet is there, what it has. */

import { z } from "zod";
import { appSchema } from "../../model/app-file.ts";
import { baselineFileSchema } from "../../model/baseline-file.ts";
import { clusterSchema } from "../../model/cluster-file.ts";
import { exemptionFileSchema } from "../../model/exemption-file.ts";
import { fleetSchema } from "../../model/fleet-file.ts";
import { ownersFileSchema } from "../../model/owners-file.ts";
import { regionSchema } from "../../model/region-file.ts";
import { systemSchema } from "../../model/system-file.ts";
import { zoneFileSchema } from "../../model/zone-file.ts";
import {
  appDescriptions,
  baselineDescriptions,
  exemptionDescriptions,
  ownersDescriptions,
} from "./app-descriptions.ts";
import { clusterDescriptions } from "./cluster-descriptions.ts";
import { type FleetKnowledge, withKnowledge } from "./knowledge.ts";
import type { EditorSchema, SchemaName } from "./schema-node.ts";
import { fleetDescriptions, regionDescriptions, zoneDescriptions } from "./site-descriptions.ts";
import { systemDescriptions } from "./system-descriptions.ts";

const schemas = {
  fleet: { schema: fleetSchema, descriptions: fleetDescriptions },
  region: { schema: regionSchema, descriptions: regionDescriptions },
  zone: { schema: zoneFileSchema, descriptions: zoneDescriptions },
  app: { schema: appSchema, descriptions: appDescriptions },
  system: { schema: systemSchema, descriptions: systemDescriptions },
  cluster: { schema: clusterSchema, descriptions: clusterDescriptions },
  exemptions: { schema: exemptionFileSchema, descriptions: exemptionDescriptions },
  baseline: { schema: baselineFileSchema, descriptions: baselineDescriptions },
  owners: { schema: ownersFileSchema, descriptions: ownersDescriptions },
} as const satisfies Readonly<Record<SchemaName, object>>;

/** JSON Schemas by file name, for editors; the loader itself reads the zod schemas they are made from. */
export function editorSchemas(knowledge?: FleetKnowledge): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(schemas).map(([name, { schema, descriptions }]) => {
      const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as EditorSchema;
      describe(json, [], descriptions);
      if (name === "zone") withShortForms(json);
      const known = knowledge ? withKnowledge(name as SchemaName, json, knowledge) : json;
      return [`${name}.schema.json`, `${JSON.stringify({ title: `Flotilla ${name} file`, ...known }, null, 2)}\n`];
    }),
  );
}

/** What the loader writes out before it checks: `network: auto`, and hosts of such a site without an address. */
function withShortForms(zone: EditorSchema): void {
  const site = zone.properties?.["sites"]?.items;
  const host = site?.properties?.["hosts"]?.items;
  const network = site?.properties?.["network"];
  if (!site?.properties || !host || !network) return;
  const { description = "", ...stated } = network;
  site.properties["network"] = { description, anyOf: [{ const: "auto" }, stated] };
  for (const each of [host, host.properties?.["nodes"]?.items])
    if (each?.required) each.required = each.required.filter((key) => key !== "address");
  site.allOf = [
    {
      if: { properties: { network: { type: "object", properties: { nodes: { not: { const: "auto" } } } } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { properties: { hosts: { items: { required: ["address"] } } } },
    },
  ];
}

function describe(node: EditorSchema, path: readonly string[], texts: Readonly<Record<string, string>>): void {
  for (const [name, field] of Object.entries(node.properties ?? {})) {
    const own = [...path, name];
    field.description ??= descriptionOf(own, texts);
    describe(field, own, texts);
  }
  const below = [node.items, node.additionalProperties, ...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  for (const each of below) if (typeof each === "object") describe(each, path, texts);
}

/** The longest end of the path that has a text. */
function descriptionOf(path: readonly string[], texts: Readonly<Record<string, string>>): string {
  const ends = path.map((_, index) => path.slice(index).join("."));
  const found = ends.find((end) => texts[end] !== undefined);
  if (found === undefined) throw new Error(`no description of the field ${path.join(".")}`);
  return texts[found] as string;
}
