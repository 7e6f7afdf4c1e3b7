/** Faults in the code of a fleet's own, one a row. */

import { configFile, edited, engineFile, profileFile, ruleFile } from "./sound-code.ts";

/** Of the engine: another list of artifacts. */
export const making = (artifacts: string) =>
  edited(engineFile, /lower: [\s\S]*\n\};/, `lower: ({ site }) => ${artifacts},\n};`);
const object = (more: string) =>
  `[{ kind: "objects", owner: site.path, slot: { site }, audience: { kind: "hub", region: site.region.name }, ${more} }]`;
const file = (more: string) => `[{ kind: "operator-file", owner: site.path, text: "", ${more} }]`;
const layer = (more: string) =>
  edited(
    profileFile,
    "provisioner };",
    `provisioner, layers: [...edgeK3s.layers, defineLayer({ name: "own", category: "addon", ${more} })] };`,
  ).replace("import type { Profile }", "import { defineLayer, type Profile }");

/** What is put into which file, and how it is told. */
export const broken: readonly (readonly [what: string, file: string, text: string, told: string | RegExp])[] = [
  // The configuration itself.
  [
    "no default export",
    configFile,
    "export const fleet = {};\n",
    "found no default export, expected `export default defineFleet({ ... })`",
  ],
  [
    "an async configuration",
    configFile,
    "export default async () => ({});\n",
    "found an async function as the default export",
  ],
  [
    "one profile in place of a list",
    configFile,
    edited(configFile, "[edgeShelf]", "edgeShelf"),
    "profiles: found an object as sites, expected a list",
  ],
  [
    "an engine that nobody exports",
    configFile,
    edited(configFile, "{ shelf }", "{ shelve }").replace("{ shelf } }", "{ shelf: shelve } }"),
    /flotilla\.config\.ts(:\d+:\d+)?: error config\/failed/,
  ],
  // Engines, as they are.
  [
    "no facts of kinds",
    engineFile,
    edited(engineFile, /^ {2}kinds: .*\n/m, ""),
    "engines.provisioners.shelf: found no kinds, expected an object",
  ],
  [
    "facts without the effect of a removal",
    engineFile,
    edited(engineFile, /kinds: \{ .*\} \}/, 'kinds: { "Shelf.shop.example": { onChange: "no restart" } }'),
    'engines.provisioners.shelf.kinds["Shelf.shop.example"]: found no onRemoval, expected a function or one of deletes',
  ],
  [
    "an effect that there is not",
    engineFile,
    edited(engineFile, /kinds: \{ .*\} \}/, 'kinds: { ConfigMap: { onChange: "nothing", onRemoval: "removes" } }'),
    'found "nothing" as onChange, expected a function or one of',
  ],
  [
    "an async lower",
    engineFile,
    edited(engineFile, "lower: (", "lower: async ("),
    "engines.provisioners.shelf: found an async function as lower, expected a function that gives a list of artifacts",
  ],
  [
    "a slip in the name of a function",
    engineFile,
    edited(engineFile, "lower:", "lowr:"),
    "engines.provisioners.shelf: found no lower, expected a function that gives a list of artifacts; did you mean lowr?",
  ],
  [
    "no word on a field",
    engineFile,
    edited(engineFile, "fields: existing.fields", 'fields: { ...existing.fields, "hosts.mac": undefined }'),
    "engines.provisioners.shelf.fields: found no word on hosts.mac, expected",
  ],
  [
    "no word on the change of a field",
    engineFile,
    edited(engineFile, "fieldChanges: existing.fieldChanges", "fieldChanges: {}"),
    "engines.provisioners.shelf.fieldChanges: found no word on network.pods",
  ],
  [
    "text for a yes or no",
    engineFile,
    edited(engineFile, "makesClusters: false", 'makesClusters: "no"'),
    'found "no" as makesClusters, expected true or false',
  ],
  [
    "another name than its key",
    engineFile,
    edited(engineFile, 'name: "shelf"', 'name: "shelv"'),
    "engines.provisioners.shelf: found the name shelv, expected its own name as the key",
  ],
  [
    "a name that a runtime has",
    configFile,
    edited(configFile, "provisioners: { shelf }", "provisioners: { kubeedge: shelf }"),
    "found engines.provisioners.kubeedge, expected a name that is not taken: engines.runtimes has one of that name",
  ],
  [
    "an engine that is a function",
    configFile,
    edited(configFile, "{ shelf } }", "{ shelf: () => shelf } }"),
    "engines.provisioners.shelf: found a function, expected an object",
  ],
  // Engines, as they answer.
  [
    "a throw in lower",
    engineFile,
    making('{ throw new TypeError("no room"); }'),
    /manifests could not be made: TypeError: no room \(.*engines\/shelf\/shelf\.ts:\d+:\d+\)/,
  ],
  [
    "a throw in unsupported",
    engineFile,
    edited(engineFile, /unsupported: [\s\S]*?\n {6}\}\)\),/, 'unsupported: () => { throw new Error("not today"); },'),
    /an engine could not be asked for what it cannot do: Error: not today \(.*shelf\.ts:\d+:\d+\)/,
  ],
  [
    "what it cannot do, without what to do instead",
    engineFile,
    edited(engineFile, /unsupported: [\s\S]*?\n {6}\}\)\),/, 'unsupported: () => [{ requested: "a shelf" }],'),
    "unsupported of engines.provisioners.shelf in flotilla.config.ts: item 1: found no alternative, expected text",
  ],
  [
    "a Promise that is no async function",
    engineFile,
    making("Promise.resolve([])"),
    "lower of engines.provisioners.shelf in flotilla.config.ts: found a Promise, expected a list of artifacts: it answers at once",
  ],
  ["nothing at all", engineFile, making("undefined"), "found nothing, expected a list of artifacts"],
  [
    "an artifact of no kind",
    engineFile,
    making('[{ kind: "file", owner: site.path }]'),
    'artifact 1: found "file" as kind, expected one of objects, host-file, operator-file',
  ],
  [
    "an artifact of nobody",
    engineFile,
    making('[{ kind: "operator-file", audience: "carry", name: "a", text: "" }]'),
    "artifact 1: found no owner, expected text",
  ],
  [
    "an object without a name",
    engineFile,
    making(object('objects: [{ apiVersion: "v1", kind: "ConfigMap", metadata: {} }]')),
    "artifact 1, objects[0], metadata: found no name, expected text",
  ],
  [
    "a kind that nobody has facts of",
    engineFile,
    making(object('objects: [{ apiVersion: "shop.example/v1", kind: "Shelf", metadata: { name: "a" } }]')),
    "found the kind Shelf.shop.example, expected one that `kinds` of the engine has facts of",
  ],
  [
    "a file out of its folder",
    engineFile,
    making(file('audience: "carry", name: "../../README.md"')),
    'artifact 1: found "../../README.md", which leads out of its folder',
  ],
  [
    "a task out of its folder",
    engineFile,
    making(file('audience: "../sites", name: "a"')),
    'artifact 1: found "../sites", which leads out of its folder',
  ],
  [
    "a layer out of its folder",
    engineFile,
    making(
      object("objects: []").replace(
        "{ site }",
        '{ category: "addon", layer: "../x", privileged: false, awaited: false }',
      ),
    ),
    'found "../x" as layer, expected letters, digits and hyphens',
  ],
  [
    "a text that is none",
    engineFile,
    making(file('audience: "carry", name: "a"').replace('""', "42")),
    "artifact 1: found the number 42 as text, expected text",
  ],
  // Rules.
  [
    "an async check",
    ruleFile,
    edited(ruleFile, "check: (", "check: async ("),
    "rule SHOP-SITE-001: found an async function as check, expected a function that gives a list of violations",
  ],
  [
    "a scope that there is not",
    ruleFile,
    edited(ruleFile, 'scope: "site"', 'scope: "sites"'),
    'rule SHOP-SITE-001: found "sites" as scope, expected one of fleet, site',
  ],
  [
    "the same rule twice",
    configFile,
    edited(configFile, "[named]", "[named, named]"),
    "rule SHOP-SITE-001: found the id twice",
  ],
  [
    "a throw in a check",
    ruleFile,
    edited(ruleFile, "({ name }) =>", "({ nme: { length: name } }) =>"),
    /rule SHOP-SITE-001 could not be evaluated for panji\/.*\(.*policies\/named\.ts:\d+:\d+\)/,
  ],
  [
    "a check that gives no list",
    ruleFile,
    edited(ruleFile, /\(name === .*\[\]\)/, 'name !== ""'),
    "check of SHOP-SITE-001 in flotilla.config.ts: found the boolean true, expected a list of violations",
  ],
  [
    "a violation that says nothing",
    ruleFile,
    edited(ruleFile, /\(name === .*\[\]\)/, "[{ name }]"),
    "violation 1: found no message, expected text",
  ],
  // Profiles.
  [
    "a version that is none",
    profileFile,
    edited(profileFile, '"1.0.0", provisioner', '"one", provisioner'),
    "found a profile without a name and a version like 1.0.0",
  ],
  [
    "layers that are no list",
    profileFile,
    edited(profileFile, "provisioner };", "provisioner, layers: {} };"),
    "profile edge-shelf@1.0.0: found an object as layers, expected a list",
  ],
  [
    "a layer that nobody defined",
    profileFile,
    edited(profileFile, "provisioner };", 'provisioner, layers: [{ name: "a", category: "addon" }] };'),
    "profile edge-shelf@1.0.0, layer a: found no prepare, expected a function",
  ],
  [
    "a layer whose name leads elsewhere",
    profileFile,
    edited(profileFile, "provisioner };", 'provisioner, layers: [{ ...edgeK3s.layers[0], name: "../a" }] };'),
    'found the name "../a", expected letters, digits and hyphens',
  ],
  [
    "parameters that are no schema",
    profileFile,
    edited(profileFile, "provisioner };", "provisioner, parameters: { storage: String } };"),
    "found an object as parameters, expected z.object({ ... })",
  ],
  [
    "a throw in a layer",
    profileFile,
    layer('inputs: () => ({}), render: () => { throw new Error("a slip"); }'),
    /manifests could not be made: Error: a slip \(.*edge-shelf\/1\.0\.0\.ts:\d+:\d+\)/,
  ],
  [
    "an async layer",
    profileFile,
    layer("inputs: () => ({}), render: async () => {}"),
    "layer own of profiles/edge-shelf/1.0.0.ts: render gave a Promise",
  ],
  [
    "inputs that are no plain data",
    profileFile,
    layer("inputs: ({ zone }) => ({ zone }), render: () => {}"),
    "layer own of profiles/edge-shelf/1.0.0.ts: inputs.zone is an object of the class Zone, expected plain data",
  ],
  [
    "inputs that come later",
    profileFile,
    layer("inputs: async () => ({}), render: () => {}"),
    "layer own of profiles/edge-shelf/1.0.0.ts: inputs gave a Promise, expected an object of plain data",
  ],
];
