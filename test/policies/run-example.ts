import { fieldChanges } from "../../compiler/field-changes.ts";
import { fixedChanges } from "../../compiler/fixed-changes.ts";
import { goneFiles, goneObjects } from "../../compiler/gone-objects.ts";
import { handedOver } from "../../compiler/handed-over.ts";
import { recordedFields } from "../../constructs/site-fields.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { type Inventory, type InventoryFile, type InventorySite, inventoryVersion } from "../../model/inventory.ts";
import type { JsonObject } from "../../model/json.ts";
import { kubernetesKinds } from "../../model/kinds/kubernetes.ts";
import { yamlText } from "../../model/yaml-text.ts";
import {
  evaluateChange,
  evaluateCluster,
  evaluateFile,
  evaluateFleet,
  evaluateManifests,
  evaluateRepository,
} from "../../policies/evaluate.ts";
import { exampleCluster, exampleContext } from "../../policies/example-cluster.ts";
import { type ExampleDocument, exampleDocuments, examplePaths } from "../../policies/example-document.ts";
import { createManifestEvaluator } from "../../policies/manifest-evaluator.ts";
import type { ManifestContext, RepositoryChange, Rule, RuleScope } from "../../policies/rule.ts";
import { fleetOf } from "./example-fleet.ts";

/** Evaluates the rules of the scope on an example text. */
export function runExample(scope: RuleScope, rules: readonly Rule[], text: string): readonly Diagnostic[] {
  return runners[scope](
    rules.filter((rule) => rule.scope === scope),
    exampleDocuments(text),
  );
}

/** For objects that no example describes. */
export const manifestContext = (header: string): ManifestContext => exampleContext(header, fleetOf([]).fleet);

const home = { construct: "panji/guangdong/shenzhen/sz-nanshan-01", home: "sites/shenzhen/sz-nanshan-01" };

const clusterOf = (documents: readonly ExampleDocument[]) => exampleCluster(documents, fleetOf([]).fleet, home);

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
    evaluateRepository(rules, { construct: "panji/guangdong", paths: documents.flatMap(examplePaths) }),
  file: (rules, documents) =>
    documents.flatMap(({ header, value }) => {
      const construct = "panji/guangdong/shenzhen/sz-nanshan-01";
      return evaluateFile(rules, { path: header, text: yamlText(value), construct }, construct);
    }),
  change: (rules, documents) => evaluateChange(rules, changeOf(documents)),
};

/**
 * A document headed `.flotilla/inventory.json of the tip` is what is published, `... of the new content` names the files
 * that shall be; the others are the fleet of today.
 */
export function changeOf(documents: readonly ExampleDocument[]): RepositoryChange {
  const inventory = (of: string) =>
    documents.find(({ header }) => header === `.flotilla/inventory.json of ${of}`)?.value;
  const tip = inventory("the tip");
  const tipSites = (tip?.["sites"] ?? {}) as Record<string, Partial<InventorySite>>;
  const files = Object.keys(inventory("the new content")?.["files"] ?? {}).map((path) => ({ path }));
  const ofFleet = documents.filter(
    ({ header }) => !header.startsWith(".flotilla/") && !/^\S+_\S+\.yaml of /.test(header),
  );
  const { fleet, context } = fleetOf(ofFleet);
  const region = fleet.regions.find((each) => each.name === "guangdong");
  const sites = (region?.sites ?? []).map((site): [string, InventorySite] => {
    const { name, zone, spec } = site;
    // The tip of an example names just the fields that it is about.
    const known = Object.keys(tipSites[name]?.fields ?? {});
    const all = recordedFields(site, ["storageEngine"]);
    const fields = Object.fromEntries(Object.entries(all).filter(([field]) => known.includes(field)));
    return [name, { zone: zone.name, kind: spec.kind, state: spec.state, profile: spec.profile, fields }];
  });
  const before: Inventory | undefined = tip && {
    version: inventoryVersion,
    tool: "flotilla",
    fleet: "panji",
    repository: "guangdong",
    sites: Object.fromEntries(
      Object.entries(tipSites).map(([name, site]) => [
        name,
        { zone: "shenzhen", kind: "cluster", state: "active", profile: "edge-k3s@1.0.0", ...site },
      ]),
    ),
    files: (tip["files"] ?? {}) as Record<string, InventoryFile>,
  };
  const step = {
    fleet,
    repository: "guangdong",
    construct: "panji/guangdong",
    engines: context.engines,
    before,
    after: { sites: Object.fromEntries(sites), files },
  };
  const texts = textsIn(documents, "the tip");
  const gone = goneFiles(files, before, kubernetesKinds);
  return {
    ...step,
    fields: fieldChanges(step),
    fixed: fixedIn(documents),
    gone: goneObjects(gone, before, (id) => texts.get(id), kubernetesKinds),
    handedOver: before ? handedOver(replacedIn(documents), before, (id) => texts.get(id)) : [],
    regions: (documents.find(({ header }) => header === ".flotilla/regions.json of the tip")?.value ??
      {}) as unknown as RepositoryChange["regions"],
  };
}

/** Documents headed `<file> of the tip` and `<file> of the new content` are two versions of one object. */
function fixedIn(documents: readonly ExampleDocument[]): RepositoryChange["fixed"] {
  const old = textsIn(documents, "the tip");
  return fixedChanges(replacedIn(documents), (id) => old.get(id), kubernetesKinds);
}

function replacedIn(documents: readonly ExampleDocument[]) {
  return [...textsIn(documents, "the new content")].map(([path, text]) => ({
    id: path,
    file: { path, text, id: "", construct: "panji/guangdong/hub" },
  }));
}

/** Objects by the name of their file. */
function textsIn(documents: readonly ExampleDocument[], of: string): ReadonlyMap<string, string> {
  return new Map(
    documents.flatMap(({ header, value }) => {
      const [, path] = new RegExp(`^(\\S+_\\S+\\.yaml) of ${of}$`).exec(header) ?? [];
      return path === undefined ? [] : [[path, yamlText(value as JsonObject)] as const];
    }),
  );
}
