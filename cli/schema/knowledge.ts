/** What editors learn from one fleet: its profiles with their parameters, tenants, regions, zones, rings, labels. */

import { z } from "zod";
import type { LoadedFleet } from "../../compiler/load/load-fleet.ts";
import type { EditorSchema, SchemaName } from "./schema-node.ts";

/** A profile that may be pinned. */
interface KnownProfile {
  readonly reference: string;
  readonly text: string;
  readonly parameters: EditorSchema;
}

export interface FleetKnowledge {
  readonly fleet: string;
  readonly profiles: Readonly<Record<"site" | "hub" | "centre", readonly KnownProfile[]>>;
  readonly tenants: readonly string[];
  readonly regions: readonly string[];
  readonly zones: readonly string[];
  readonly rings: readonly string[];
  /** Values by key. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
}

/** Begins the comment of a schema that was made for a fleet: such a one may be made again. */
export const WRITTEN_FOR = "Written by flotilla schema for the fleet ";

export function knowledgeOf(fleet: NonNullable<LoadedFleet["fleet"]>): FleetKnowledge {
  const { catalogue, regions, spec } = fleet;
  const zones = regions.flatMap((region) => region.zones);
  const sites = regions.flatMap((region) => region.sites);
  const labels = Map.groupBy(
    sites.flatMap((site) => Object.entries(site.spec.labels)),
    ([key]) => key,
  );
  return {
    fleet: spec.name,
    profiles: {
      site: [...catalogue.sites].map(known),
      hub: [...catalogue.hubs].map(known),
      centre: [...catalogue.centres].map(known),
    },
    tenants: spec.tenants.map(({ name }) => name),
    regions: sorted(regions.map(({ name }) => name)),
    zones: sorted(zones.map(({ name }) => name)),
    rings: sorted([...zones.map((zone) => zone.spec.ring), ...sites.map(({ ring }) => ring)]),
    labels: new Map([...labels].map(([key, pairs]) => [key, sorted(pairs.map(([, value]) => value))])),
  };
}

interface PinnedProfile {
  readonly siteKind?: "cluster" | "nodes";
  readonly kubernetes: { readonly distribution: string; readonly version: string };
  readonly parameters: z.ZodObject;
}

function known([reference, { kubernetes, parameters, siteKind }]: readonly [string, PinnedProfile]): KnownProfile {
  const kind = siteKind === undefined ? "" : `, for sites of kind ${siteKind}`;
  const { $schema: _, ...json } = z.toJSONSchema(parameters, { io: "input", unrepresentable: "any" });
  return {
    reference,
    text: `${kubernetes.distribution} ${kubernetes.version}${kind}`,
    parameters: json as EditorSchema,
  };
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

/** The schema of one kind of file with what the fleet has; what it lacks is a fault there, and in the editor as well. */
export function withKnowledge(name: SchemaName, schema: EditorSchema, fleet: FleetKnowledge): EditorSchema {
  const teach: Readonly<Partial<Record<SchemaName, (schema: EditorSchema, fleet: FleetKnowledge) => void>>> = {
    fleet: teachFleet,
    region: teachRegion,
    zone: teachZone,
    app: teachApp,
    system: teachApp,
  };
  teach[name]?.(schema, fleet);
  return {
    $comment: `${WRITTEN_FOR}${fleet.fleet}; run it again when profiles, tenants, zones or labels change.`,
    ...schema,
  };
}

function teachFleet(schema: EditorSchema, { profiles }: FleetKnowledge): void {
  replace(at(schema, "centre"), "profile", oneOfProfiles(profiles.centre));
  replace(schema, "parameters", anyParameters([...profiles.centre, ...profiles.hub, ...profiles.site]));
}

function teachRegion(schema: EditorSchema, { profiles }: FleetKnowledge): void {
  replace(at(schema, "hub"), "profile", oneOfProfiles(profiles.hub));
  replace(schema, "parameters", anyParameters([...profiles.hub, ...profiles.site]));
}

function teachZone(schema: EditorSchema, { profiles, rings, labels }: FleetKnowledge): void {
  replace(schema, "parameters", anyParameters(profiles.site));
  replace(schema, "ring", orAnyText(rings));
  const site = at(schema, "sites").items;
  if (!site) return;
  replace(site, "profile", oneOfProfiles(profiles.site));
  replace(site, "ring", orAnyText(rings));
  replace(site, "labels", labelsSchema(labels));
  replace(site, "parameters", { type: "object" });
  const ofProfiles = profiles.site.map(({ reference, parameters }) => ({
    if: { properties: { profile: { const: reference } }, required: ["profile"] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { properties: { parameters } },
  }));
  site.allOf = [...(site.allOf ?? []), ...ofProfiles];
}

function teachApp(schema: EditorSchema, { tenants, regions, zones, labels }: FleetKnowledge): void {
  replace(schema, "tenant", { enum: tenants });
  const select = at(schema, "select");
  replace(select, "regions", { type: "array", items: { enum: regions } });
  replace(select, "zones", { type: "array", items: { enum: zones } });
  replace(select, "labels", labelsSchema(labels));
  const differences = at(schema, "zones");
  if (typeof differences.additionalProperties !== "object") return;
  schema.$defs = { ...schema.$defs, inZone: differences.additionalProperties };
  const properties = Object.fromEntries(zones.map((zone) => [zone, { $ref: "#/$defs/inZone" }]));
  replace(schema, "zones", { type: "object", properties, additionalProperties: false });
}

function at(schema: EditorSchema, name: string): EditorSchema {
  const field = schema.properties?.[name];
  if (!field) throw new Error(`no field ${name}`);
  return field;
}

/** Another schema of a field, with the text that it has. */
function replace(schema: EditorSchema, name: string, field: EditorSchema): void {
  const { description } = at(schema, name);
  schema.properties = { ...schema.properties, [name]: { ...(description !== undefined && { description }), ...field } };
}

function oneOfProfiles(profiles: readonly KnownProfile[]): EditorSchema {
  return { enum: profiles.map(({ reference }) => reference), enumDescriptions: profiles.map(({ text }) => text) };
}

/** At a wide scope a name may be a parameter of any profile below. */
function anyParameters(profiles: readonly KnownProfile[]): EditorSchema {
  const byName = Map.groupBy(
    profiles.flatMap(({ parameters }) => Object.entries(parameters.properties ?? {})),
    ([name]) => name,
  );
  const properties = [...byName].map(([name, fields]): readonly [string, EditorSchema] => {
    const different = [...new Map(fields.map(([, field]) => [JSON.stringify(field), field])).values()];
    const [first] = different as [EditorSchema];
    return [name, different.length === 1 ? first : { description: first.description ?? "", anyOf: different }];
  });
  return { type: "object", properties: Object.fromEntries(properties), additionalProperties: false };
}

function orAnyText(values: readonly string[]): EditorSchema {
  return { anyOf: [{ enum: values }, { type: "string" }] };
}

function labelsSchema(labels: FleetKnowledge["labels"]): EditorSchema {
  const properties = [...labels].map(([key, values]) => [key, orAnyText(values)]);
  return { type: "object", properties: Object.fromEntries(properties), additionalProperties: { type: "string" } };
}
