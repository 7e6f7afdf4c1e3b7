/** Which fields of living sites have another value than the published one, with what that does. */

import type { Site } from "../constructs/site.ts";
import {
  type FieldChange,
  type FieldChangeTable,
  type FieldFacts,
  type FieldRule,
  type FieldValues,
  factsOf,
} from "../constructs/site-fields.ts";
import { deliveryField } from "../engines/delivery/field-changes.ts";
import { type EngineTables, engines as shippedEngines } from "../engines/engines.ts";
import { provisionerOf, runtimeOf } from "../engines/lookup.ts";
import { keptSites } from "../policies/guard/kept-sites.ts";
import type { RepositoryChange } from "../policies/rule.ts";

type Fields = Readonly<Record<string, string>>;

/**
 * Every field of a deployed site that has another value in the new content, in the order of sites and names. A site of
 * which the tip records no values, of another kind, or of another provisioner, has none: the first is unknown to all, the
 * others are told by rules of their own.
 */
export function fieldChanges(
  change: Pick<RepositoryChange, "before" | "after" | "fleet" | "repository">,
  engines: EngineTables = shippedEngines,
): readonly FieldChange[] {
  return keptSites(change).flatMap(({ site, before, after }) => {
    if (!before.fields || !after.fields || before.kind !== after.kind || after.state === "retired") return [];
    const table = tableOf(site, engines);
    const { sites } = change.fleet.catalogue;
    const engineOf = (reference: string) => sites.get(reference)?.provisioner.engine;
    if (!table || engineOf(before.profile) !== engineOf(after.profile)) return [];
    return changesOf(site, before.fields, after.fields, table);
  });
}

function tableOf(site: Site, engines: EngineTables): FieldChangeTable | undefined {
  const settings = site.profile?.provisioner;
  return settings && (provisionerOf(engines, settings) ?? runtimeOf(engines, settings))?.fieldChanges;
}

function changesOf(site: Site, before: Fields, after: Fields, table: FieldChangeTable): readonly FieldChange[] {
  const [old, now] = [hostsOf(before), hostsOf(after)];
  const renamed = renamedHosts(old, now);
  const cameOrWent = (host: string) => !old.has(host) || !now.has(host);
  /** Another machine has another MAC by nature. */
  const isReplaced = (host: string) => old.has(host) && now.has(host) && old.get(host) !== now.get(host);
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((field) => {
    const host = hostOf(field);
    return before[field] !== after[field] && (host === undefined || !cameOrWent(host));
  });
  return [
    ...fields.sort().flatMap((field) => {
      const host = hostOf(field);
      const values = { site, ...(host && { host }), before: before[field], after: after[field] };
      const change = changed(field, values, ruleOf(field, site, table));
      const isTold = change.mayChange && !field.endsWith(".machineId") && host !== undefined && isReplaced(host);
      return isTold ? [] : [change];
    }),
    ...[...renamed].map(([from, to]) =>
      changed(`hosts.${to}.name`, { site, host: to, before: from, after: to }, table.name),
    ),
    ...[...now.keys()]
      .filter((host) => !old.has(host) && ![...renamed.values()].includes(host))
      .map((host) => changed(`hosts.${host}`, { site, host, before: undefined, after: host }, table.added)),
    ...[...old.keys()]
      .filter((host) => !now.has(host) && !renamed.has(host))
      .map((host) => changed(`hosts.${host}`, { site, host, before: host, after: undefined }, table.removed)),
  ];
}

function ruleOf(field: string, { region }: Site, table: FieldChangeTable): FieldRule {
  if (field === "delivery") return deliveryField;
  const name = hostOf(field) === undefined ? field : field.slice(field.lastIndexOf(".") + 1);
  const parameter = /^parameters\.(.+)$/.exec(field)?.[1];
  if (parameter !== undefined) return region.fleet.catalogue.parameterFacts?.[parameter] ?? unknown;
  return (table as Readonly<Record<string, FieldRule | undefined>>)[name] ?? unknown;
}

/** A field that another version recorded and this one has no facts of. */
const unknown: FieldFacts = {
  mayChange: false,
  effect: "unknown",
  remedy: "nobody stated what this does; exempt it once somebody knows",
  source: "none",
};

function changed(field: string, values: FieldValues, rule: FieldRule): FieldChange {
  return { field, ...values, ...factsOf(rule, values) };
}

/** Machine id by the name of the host. */
function hostsOf(fields: Fields): ReadonlyMap<string, string> {
  return new Map(
    Object.keys(fields).flatMap((field) => {
      const host = field.endsWith(".role") ? hostOf(field) : undefined;
      return host === undefined ? [] : [[host, fields[`hosts.${host}.machineId`] ?? `name:${host}`] as const];
    }),
  );
}

function hostOf(field: string): string | undefined {
  return /^hosts\.(.+)\.[^.]+$/.exec(field)?.[1];
}

/** New name by the old one, of hosts that are the same machine. */
function renamedHosts(old: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const arrived = new Map([...now].filter(([host]) => !old.has(host)).map(([host, machine]) => [machine, host]));
  return new Map(
    [...old].flatMap(([host, machine]) => {
      const to = now.has(host) ? undefined : arrived.get(machine);
      return to === undefined ? [] : [[host, to] as const];
    }),
  );
}
