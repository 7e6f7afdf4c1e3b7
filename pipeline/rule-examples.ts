/** Runs the two examples of a rule of a fleet's own in that fleet. */

import { Document, isNode, parse } from "yaml";
import type { Fleet } from "../constructs/fleet.ts";
import type { Site } from "../constructs/site.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { isMapping } from "../model/json-fields.ts";
import { hubHome, sitePath } from "../model/layout.ts";
import { yamlText } from "../model/yaml-text.ts";
import { evaluateCluster, evaluateFile, evaluateManifests, evaluateRepository } from "../policies/evaluate.ts";
import { type ExampleHome, exampleCluster } from "../policies/example-cluster.ts";
import { type ExampleDocument, exampleDocuments, examplePaths, type Fields } from "../policies/example-document.ts";
import { createManifestEvaluator } from "../policies/manifest-evaluator.ts";
import type { Rule, RuleScope } from "../policies/rule.ts";
import { compileFolder } from "./compiled-folder.ts";
import { shippedProfiles } from "./profile-module.ts";
import { openSession } from "./session.ts";

/** What a rule finds in its own examples: something in the bad one, nothing in the good one. */
export interface RuleExamples {
  readonly bad: readonly Diagnostic[];
  readonly good: readonly Diagnostic[];
}

/**
 * Each document of an example starts with a comment. `# sites/north/city.yaml` merges it into that file of the fleet, key by
 * key, and lists of named things name by name; under any other comment it gives the first site its fields (a rule on sites
 * or on the fleet), or is an object (on manifests or a cluster; the comment may say `tenant shop`, `layer monitoring`,
 * `privileged` or `delivery`), the paths of a repository as a list, or a file by its path.
 *
 * @param folder of the fleet whose `flotilla.config.ts` has the rule
 * @throws Error when the fleet is not sound enough to try a rule in it, does not have the rule, or the rule is on changes:
 *   those have a published and a new side, and are tried with `compileFolder`
 */
export async function ruleExamples(rule: Rule, folder: string, today?: string): Promise<RuleExamples> {
  const session = await openSession({
    root: folder,
    regions: [],
    today: today ?? new Date().toISOString().slice(0, 10),
    profiles: shippedProfiles,
    code: { folder, packages: folder },
  });
  const { fleet } = session.loaded;
  const fault = session.loaded.diagnostics.find(({ severity }) => severity === "error");
  if (!fleet || fault) throw new Error(`no rule can be tried in a fleet that cannot be read: ${fault?.message}`);
  if (!session.code.rules.some(({ id }) => id === rule.id)) {
    throw new Error(`found no rule ${rule.id} in the fleet, expected it in policies.rules of flotilla.config.ts`);
  }
  const site = fleet.regions.flatMap(({ sites }) => sites)[0];
  const home = site ? sitePath(site.zone.name, site.name) : hubHome;
  const scene = { rule, fleet, site, construct: site?.path ?? fleet.path, home, folder, today };
  const run = (text: string) => runners[rule.scope](exampleDocuments(text), scene);
  return { bad: await run(rule.bad), good: await run(rule.good) };
}

/** Where an example is tried. */
interface Scene extends ExampleHome {
  readonly rule: Rule;
  readonly fleet: Fleet;
  /** The first of the fleet. */
  readonly site: Site | undefined;
  readonly folder: string;
  readonly today: string | undefined;
}

type Runner = (
  documents: readonly ExampleDocument[],
  scene: Scene,
) => readonly Diagnostic[] | Promise<readonly Diagnostic[]>;

const inFleet: Runner = async (documents, { rule, site, folder, today }) => {
  const edits = editsOf(documents, site);
  const { findings } = await compileFolder(folder, { edits, ...(today !== undefined && { today }) });
  return findings.filter(({ code }) => code === rule.id);
};

const runners: Readonly<Record<RuleScope, Runner>> = {
  fleet: inFleet,
  site: inFleet,
  manifest: (documents, { rule, fleet, ...home }) =>
    evaluateManifests(createManifestEvaluator([rule]), exampleCluster(documents, fleet, home)),
  cluster: (documents, { rule, fleet, ...home }) => evaluateCluster([rule], exampleCluster(documents, fleet, home)),
  repository: (documents, { rule, construct }) =>
    evaluateRepository([rule], { construct, paths: documents.flatMap(examplePaths) }),
  file: (documents, { rule, construct }) =>
    documents.flatMap(({ header, value }) =>
      evaluateFile([rule], { path: header, text: yamlText(value), construct }, construct),
    ),
  change: (_, { rule }) => {
    throw new Error(`${rule.id} is a rule on changes, whose examples need what is published: use compileFolder`);
  },
};

/** What each document makes of the file that it names, or of the first site's. */
function editsOf(
  documents: readonly ExampleDocument[],
  site: Site | undefined,
): Readonly<Record<string, (text: string) => string>> {
  const edits: Record<string, (text: string) => string> = {};
  for (const { header, value } of documents) {
    const named = /^(?:sites|apps)\/[^\s,:]+/.exec(header)?.[0];
    const place = named === undefined ? site?.source : { file: named, path: [] };
    if (place === undefined) throw new Error(`"# ${header}" names no file, and the fleet's files have no site`);
    const before = edits[place.file] ?? ((text: string) => text);
    edits[place.file] = (text) => {
      const document = new Document(parse(before(text)));
      const old = document.getIn(place.path);
      document.setIn(place.path, named === undefined ? { ...plain(old), ...value } : merged(plain(old), value));
      return document.toString();
    };
  }
  return edits;
}

const plain = (node: unknown) => (isNode(node) ? (node.toJSON() as Fields) : (node as Fields));

/** Key by key, and lists of named things name by name. */
function merged(base: unknown, over: unknown): unknown {
  if (isMapping(base) && isMapping(over)) {
    const keys = new Set([...Object.keys(base), ...Object.keys(over)]);
    return Object.fromEntries([...keys].map((key) => [key, key in over ? merged(base[key], over[key]) : base[key]]));
  }
  if (!isNamedList(base) || !isNamedList(over)) return over;
  const added = over.filter(({ name }) => base.every((each) => each.name !== name));
  return [...base.map((each) => merged(each, over.find(({ name }) => name === each.name) ?? each)), ...added];
}

const isNamedList = (value: unknown): value is readonly { readonly name: unknown }[] =>
  Array.isArray(value) && value.every((each) => isMapping(each) && "name" in each);
