/**
 * What changes between two compiled fleets, in lines short enough to be written by hand:
 * `~ 80-apps-retail (spec.replicas): Deployment/retail/checkout`, by the construct that owns them.
 */

import { structuredPatch } from "diff";
import { isDerived } from "../../model/layout.ts";
import type { CompiledFleet } from "../compile-fleet.ts";
import { describeChange, type FileChange } from "./describe-change.ts";

/**
 * Lines by construct path of a site, a hub, the centre, or of a zone (files of operators), in any order. A line is
 * - `+ <folder>: <objects>`, `- <folder>: <objects>`: they come or go; `Kind/namespace/name`, sorted, or `12 objects`
 *   when they are more than eight
 * - `~ <folder> (<fields>): <objects>`: they change in fields, two keys deep, or by `restarts pods`
 * - `+ reconcilers: <names>`, and so on: of Flux or Argo CD, each for one folder
 * - `~ hosts: <host>/<file>`, `~ operator: <task>/<file>`, and so on
 * - `~ identity labels`: objects in which nothing else changes
 * - `+ everything`, `- everything`: nothing of the construct was there before, or is there after
 *
 * What only lists other files (kustomization.yaml, inventory, README, provenance) is left out.
 */
export type Plan = Readonly<Record<string, readonly string[]>>;

/** The same lines for several constructs. */
export function each(constructs: readonly string[], ...lines: readonly string[]): Plan {
  return Object.fromEntries(constructs.map((construct) => [construct, lines]));
}

export interface PlannedChange {
  readonly plan: Plan;
  /** For people: the lines that an expected plan lacks, with the text behind them, and those that did not come. */
  readonly against: (expected: Plan) => string;
}

export function planOf(before: CompiledFleet, after: CompiledFleet): PlannedChange {
  const ownerOf = ownersOf(before, after);
  const [old, now] = [filesOf(before), filesOf(after)];
  const [standing, coming] = [constructsOf(old), constructsOf(now)].map((all) => new Set([...all].map(ownerOf)));
  const byOwner = Map.groupBy(fileChanges(old, now), ({ construct }) => ownerOf(construct));
  const lines = [...byOwner]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([owner, changes]): readonly [string, readonly Line[]] => {
      if (!standing?.has(owner)) return [owner, [{ text: "+ everything", changes: [] }]];
      if (!coming?.has(owner)) return [owner, [{ text: "- everything", changes: [] }]];
      return [owner, linesOf(changes)];
    });
  return {
    plan: Object.fromEntries(lines.map(([owner, own]) => [owner, own.map(({ text }) => text)])),
    against: (expected) => difference(lines, expected),
  };
}

interface Line {
  readonly text: string;
  readonly changes: readonly FileChange[];
}

function linesOf(changes: readonly FileChange[]): readonly Line[] {
  const described = changes.map((change) => ({ change, ...describeChange(change) }));
  return [...Map.groupBy(described, ({ head }) => head)]
    .map(([head, own]) => {
      const details = own.flatMap(({ detail }) => detail ?? []).sort();
      const list = own.length > 8 && own[0]?.isObject ? `${own.length} objects` : details.join(", ");
      const text = list === "" ? head : `${head}: ${list}`;
      return { text, changes: own.map(({ change }) => change) };
    })
    .sort((a, b) => byText(a.text, b.text));
}

/** By what a line is about, and only then by whether it comes, changes or goes. */
function byText(a: string, b: string): number {
  const key = (text: string) => text.slice(2) + text.slice(0, 1);
  return key(a) < key(b) ? -1 : 1;
}

/** The plan with its lines in the order of `planOf`. */
export function inOrder(plan: Plan): Plan {
  return Object.fromEntries(Object.entries(plan).map(([construct, lines]) => [construct, lines.toSorted(byText)]));
}

type Files = ReadonlyMap<string, { readonly id: string; readonly text: string; readonly construct: string }>;

function filesOf({ contents }: CompiledFleet): Files {
  return new Map(
    contents.flatMap(({ name, files }) =>
      files.filter(({ path }) => !isDerived(path)).map((file) => [`${name}/${file.path}`, file] as const),
    ),
  );
}

function constructsOf(files: Files): ReadonlySet<string> {
  return new Set([...files.values()].map(({ construct }) => construct));
}

function fileChanges(old: Files, now: Files): readonly FileChange[] {
  const paths = [...new Set([...old.keys(), ...now.keys()])];
  return paths
    .filter((path) => old.get(path)?.id !== now.get(path)?.id)
    .map((path) => {
      const [before, after] = [old.get(path), now.get(path)];
      const construct = (after ?? before)?.construct ?? "";
      return { path: path.slice(path.indexOf("/") + 1), construct, before: before?.text, after: after?.text };
    });
}

/** The site, hub or centre that a construct is or lies below; other constructs own their files themselves. */
function ownersOf(...versions: readonly CompiledFleet[]): (construct: string) => string {
  const owners = new Set(
    versions.flatMap(({ loaded: { fleet } }) =>
      fleet
        ? [
            fleet.centre,
            ...fleet.regions.flatMap((region) => [...(region.hub ? [region.hub] : []), ...region.sites]),
          ].map(({ path }) => path)
        : [],
    ),
  );
  return (construct) => {
    const parent = construct.slice(0, construct.lastIndexOf("/"));
    return !owners.has(construct) && owners.has(parent) ? parent : construct;
  };
}

function difference(lines: readonly (readonly [string, readonly Line[]])[], expected: Plan): string {
  const unexpected = lines.flatMap(([owner, own]) =>
    own
      .filter(({ text }) => !expected[owner]?.includes(text))
      .map(({ text, changes }) => [`${owner}  ${text}`, ...changes.slice(0, 3).map(patchText)].join("\n")),
  );
  const actual = new Map(lines.map(([owner, own]) => [owner, own.map(({ text }) => text)]));
  const missing = Object.entries(expected).flatMap(([owner, own]) =>
    own.filter((text) => !actual.get(owner)?.includes(text)).map((text) => `${owner}  ${text}`),
  );
  return [
    ...(unexpected.length > 0 ? ["not in the plan:", ...unexpected] : []),
    ...(missing.length > 0 ? ["planned, and did not come:", ...missing] : []),
  ].join("\n");
}

/** The first lines of a file's change, indented. */
function patchText({ path, before, after }: FileChange): string {
  const { hunks } = structuredPatch("", "", before ?? "", after ?? "", "", "", { context: 2 });
  const lines = before !== undefined && after !== undefined ? hunks.flatMap((hunk) => hunk.lines) : [];
  return [`    ${path}`, ...lines.slice(0, 12).map((line) => `      ${line}`)].join("\n");
}
