/** Plans of contents that a test writes down or compiles, without rules and causes. */

import { kindFacts } from "../../../compiler/kind-facts.ts";
import { joinParts } from "../../../compiler/plan/join-parts.ts";
import type { Plan } from "../../../compiler/plan/plan.ts";
import { sitesOfInventory } from "../../../compiler/plan/plan-sites.ts";
import { compareRepository, type PlanSide } from "../../../compiler/plan/repository-part.ts";
import { blobId } from "../../../model/git-object.ts";
import type { Inventory, InventorySite } from "../../../model/inventory.ts";
import { ownersFileSchema } from "../../../model/owners-file.ts";
import type { RepositoryFile } from "../../../model/repository-file.ts";
import { catalogue } from "../../../profiles/catalogue.ts";

/** What one side holds by the name of the repository. */
export type Side = Readonly<Record<string, PlanSide>>;

const nobody = ownersFileSchema.parse({});

/** The plan, with what has to be done by hand for held sites. */
export function planOf(base: Side, head: Side): Plan {
  const names = [...new Set([...Object.keys(base), ...Object.keys(head)])].sort();
  const compared = names.map((name) => compareRepository(name, base[name], head[name], kindFacts(catalogue)));
  const clusters = (side: Side) => ({
    sites: Object.entries(side).flatMap(([name, { sites }]) => sitesOfInventory("panji", name, sites, new Map())),
    hubs: Object.keys(side)
      .filter((name) => name !== "centre")
      .map((name) => `panji/${name}/hub`),
  });
  return joinParts(
    compared.map(({ part }) => part),
    clusters(base),
    clusters(head),
    {
      fleet: "panji",
      tool: "0.0.0",
      base: { name: "a" },
      head: { name: "b" },
      findings: [],
      privileges: [],
      exemptions: [],
      baseline: [],
      fields: [],
      removals: [],
      byHand: compared.flatMap(({ stepsAfterHeld }) => stepsAfterHeld),
      causes: [],
      upgrades: [],
      timing: { day: "2026-11-28", order: "none", windows: "none" },
      images: [],
      causesOf: () => [],
      owners: { base: nobody, head: nobody },
    },
  );
}

/** The repositories of a compiled fleet. */
export function sideOf(
  contents: readonly {
    readonly name: string;
    readonly sites: Inventory["sites"];
    readonly files: readonly RepositoryFile[];
  }[],
): Side {
  return Object.fromEntries(
    contents.map(({ name, sites, files }) => [name, { sites, files: new Map(files.map((file) => [file.path, file])) }]),
  );
}

interface WrittenSite {
  readonly zone?: string;
  readonly state?: InventorySite["state"];
  /** As an inventory records them. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Text by path below the site's folder; a path from the root begins with a slash. */
  readonly files?: Readonly<Record<string, string>>;
}

/** One repository `guangdong`, its sites in the zone `sz` unless they say otherwise. */
export function written(
  sites: Readonly<Record<string, WrittenSite>>,
  others: Readonly<Record<string, string>> = {},
): Side {
  const files = new Map<string, { id: string; text: string; construct: string }>();
  const add = (path: string, text: string, construct: string) => files.set(path, { id: blobId(text), text, construct });
  const listed: Record<string, InventorySite> = {};
  for (const [name, { zone = "sz", state = "active", fields = {}, files: own = {} }] of Object.entries(sites)) {
    listed[name] = { zone, kind: "cluster", state, profile: "edge@1.0.0", fields };
    for (const [path, text] of Object.entries(own)) {
      const construct = `panji/guangdong/${zone}/${name}`;
      const at = path.startsWith("/") ? path.slice(1) : `sites/${zone}/${name}/${path}`;
      add(at, labelled(text, zone, name), path.startsWith("/hosts/") ? `${construct}/${name}-a` : construct);
    }
  }
  for (const [path, text] of Object.entries(others)) add(path, text, "panji/guangdong/hub");
  return { guangdong: { sites: listed, files } };
}

/** With the identity labels, where there is a list of labels. */
function labelled(text: string, zone: string, site: string): string {
  return text.replace("  labels:\n", `  labels:\n    flotilla.dev/zone: ${zone}\n    flotilla.dev/site: ${site}\n`);
}

/** A manifest as the emitter writes it. */
export function manifest(kind: string, name: string, rest: string, apiVersion = "v1"): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: a\n  labels:\n    app: x\n${rest}`;
}
