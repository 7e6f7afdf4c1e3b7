import type { Diagnostic } from "../../model/diagnostic.ts";
import { type Inventory, type InventoryFile, type InventorySite, inventoryVersion } from "../../model/inventory.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import {
  evaluateChange,
  evaluateCluster,
  evaluateFleet,
  evaluateManifests,
  evaluateRepository,
} from "../../policies/evaluate.ts";
import { createManifestEvaluator } from "../../policies/manifest-evaluator.ts";
import type { ClusterContents, ManifestContext, RepositoryChange, Rule, RuleScope } from "../../policies/rule.ts";
import { type ExampleDocument, exampleDocuments } from "./example-files.ts";
import { fleetOf } from "./example-fleet.ts";

/** Evaluates the rules of the scope on an example text. */
export function runExample(scope: RuleScope, rules: readonly Rule[], text: string): readonly Diagnostic[] {
  return runners[scope](
    rules.filter((rule) => rule.scope === scope),
    exampleDocuments(text),
  );
}

type Runner = (rules: readonly Rule[], documents: readonly ExampleDocument[]) => readonly Diagnostic[];

function onFleet(rules: readonly Rule[], documents: readonly ExampleDocument[]): readonly Diagnostic[] {
  const { fleet, context } = fleetOf(documents);
  return evaluateFleet(rules, fleet, context);
}

const runners: Readonly<Record<RuleScope, Runner>> = {
  fleet: onFleet,
  site: onFleet,
  manifest: (rules, documents) => evaluateManifests(createManifestEvaluator(rules), clusterOf(documents)),
  cluster: (rules, documents) => evaluateCluster(rules, clusterOf(documents)),
  repository: (rules, documents) =>
    evaluateRepository(rules, { construct: "panji/guangdong", paths: documents.flatMap(pathsOf) }),
  change: (rules, documents) => evaluateChange(rules, changeOf(documents)),
};

/** A header may say `tenant <name>`, `layer <name>`, `privileged` or `delivery`. */
export function manifestContext(header: string): ManifestContext {
  const tenant = /\btenant (\w+)/.exec(header)?.[1];
  const { spec, registries } = fleetOf([]).fleet;
  return {
    layer: /\blayer (\S+)/.exec(header)?.[1] ?? (tenant ? `apps-${tenant}` : "monitoring"),
    category: tenant ? "app" : header.includes("delivery") ? "delivery" : "addon",
    privileged: header.includes("privileged"),
    registries,
    tenants: spec.tenants,
    ...(tenant && { tenant }),
  };
}

function clusterOf(documents: readonly ExampleDocument[]): ClusterContents {
  return {
    construct: "panji/guangdong/shenzhen/sz-nanshan-01",
    folders: documents.map(({ header, value }, index) => ({
      path: `sites/shenzhen/sz-nanshan-01/${index}`,
      objects: [value as unknown as KubernetesObject],
      context: manifestContext(header),
    })),
  };
}

/** Either `paths: [...]` or `folder` with the number of `files` in it. */
function pathsOf({ value }: ExampleDocument): readonly string[] {
  const { paths = [], folder, files = 0 } = value as { paths?: string[]; folder?: string; files?: number };
  return [...paths, ...Array.from({ length: files }, (_, index) => `${folder}/${index}.yaml`)];
}

/**
 * A document headed `.flotilla/inventory.json of the tip` is what is published, `... of the new content` names the files
 * that shall be; the others are the fleet of today.
 */
export function changeOf(documents: readonly ExampleDocument[]): RepositoryChange {
  const inventory = (of: string) =>
    documents.find(({ header }) => header === `.flotilla/inventory.json of ${of}`)?.value;
  const tip = inventory("the tip");
  const files = Object.keys(inventory("the new content")?.["files"] ?? {}).map((path) => ({ path }));
  const { fleet, context } = fleetOf(documents.filter(({ header }) => !header.startsWith(".flotilla/")));
  const region = fleet.regions.find((each) => each.name === "guangdong");
  const sites = (region?.sites ?? []).map(({ name, zone, spec }): [string, InventorySite] => [
    name,
    {
      zone: zone.name,
      kind: spec.kind,
      state: spec.state,
      profile: spec.profile,
      controlPlanes: spec.hosts.filter(({ role }) => role === "control-plane").length,
    },
  ]);
  const before: Inventory | undefined = tip && {
    version: inventoryVersion,
    tool: "flotilla",
    fleet: "panji",
    repository: "guangdong",
    sites: Object.fromEntries(
      Object.entries((tip["sites"] ?? {}) as Record<string, Partial<InventorySite>>).map(([name, site]) => [
        name,
        { zone: "shenzhen", kind: "cluster", state: "active", profile: "edge-k3s@1.0.0", ...site },
      ]),
    ),
    files: (tip["files"] ?? {}) as Record<string, InventoryFile>,
  };
  return {
    fleet,
    repository: "guangdong",
    construct: "panji/guangdong",
    engines: context.engines,
    before,
    after: { sites: Object.fromEntries(sites), files },
  };
}
