import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { isMapping } from "../../model/json-fields.ts";

const root = join(import.meta.dirname, "../..");

/** The files of the sample fleet by the schema that each of them has. */
const files = {
  fleet: ["sites/fleet.yaml"],
  region: globSync("sites/*/region.yaml", { cwd: root }),
  zone: globSync("sites/*/*.yaml", { cwd: root }).filter((path) => !path.endsWith("/region.yaml")),
  app: globSync("apps/*/*.yaml", { cwd: root }),
  system: globSync("systems/*/*.yaml", { cwd: root }),
};

const byArtifacts = "of delivery out of a registry, which the tour has none of: test/oci/publish.test.ts";

/** Fields that the sample fleet cannot use, each with the reason. */
const unused: Readonly<Record<string, string>> = {
  "app issuer": "no site's profile has cert-manager: test/policies/app",
  "app nodePort":
    "of profiles whose tenants have node ports, which no site of the tour pins: test/engines/placement/node-ports",
  "app clients": "of node ports",
  "app takesOver": "for the time of a move from the region's own repository: test/engines/federation",
  "app state": "for the time of a removal: test/evolution shows each of these",
  "app prefetch": "for the time before a change of images: test/engines/placement/kubeedge.test.ts",
  "site allowDelete": "for the time of a removal",
  "site retire": "for the time of a removal",
  "site retiredNamespaces": "for the time of a removal",
  "site orphan": "for the time of a rename",
  "site takesOver": "for the time of a hand-over: test/evolution/handed-over",
  "site namespace": "of a hand-over",
  "site artifacts": byArtifacts,
  "site engine": byArtifacts,
  "site source": byArtifacts,
  "site url": byArtifacts,
  "site secret": byArtifacts,
  "site keys": byArtifacts,
  "site spareGateway": "of a region behind one: test/golden/gateway",
  "site host": "of a registry with a pull secret",
  "site pullSecret":
    "the whole fleet's: of every edge node check would warn that its containerd is somebody else's to configure",
  "site repositorySecret":
    "the whole fleet's: beside trust check would warn where Flux takes authorities from (FLT-CAP-026)",
};

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly string[];
}

/** Whether each field is used, by `site` or `app` and its name; a name that stands at several scopes or parts counts once. */
type Uses = Map<string, boolean>;

function note(uses: Uses, schema: Schema, of: string, values: readonly unknown[]): void {
  for (const branch of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) {
    note(uses, branch, of, values);
  }
  const mappings = values.filter(isMapping);
  const items = values.filter((value) => Array.isArray(value)).flat() as readonly unknown[];
  if (schema.items) note(uses, schema.items, of, items);
  const { properties = {}, additionalProperties } = schema;
  for (const [key, field] of Object.entries(properties)) {
    const given = mappings.flatMap((mapping) => (key in mapping ? [mapping[key]] : []));
    uses.set(`${of} ${key}`, (uses.get(`${of} ${key}`) ?? false) || given.length > 0);
    note(uses, field, of, given);
  }
  if (typeof additionalProperties === "object" && Object.keys(properties).length === 0) {
    note(
      uses,
      additionalProperties,
      of,
      mappings.flatMap((mapping) => Object.values(mapping)),
    );
  }
}

function usesOfSample(): Uses {
  const uses: Uses = new Map();
  for (const [name, paths] of Object.entries(files)) {
    const schema = JSON.parse(readFileSync(join(root, `schemas/${name}.schema.json`), "utf8")) as Schema;
    const values = paths.map((path) => parse(readFileSync(join(root, path), "utf8")) as unknown);
    note(uses, schema, name === "app" || name === "system" ? "app" : "site", values);
  }
  return uses;
}

test("Every field of the format is used somewhere in the sample fleet, or there is a reason why not", () => {
  const uses = usesOfSample();
  expect(uses.size).toBeGreaterThan(120);
  expect(
    [...uses]
      .filter(([, used]) => !used)
      .map(([field]) => field)
      .sort(),
  ).toEqual(Object.keys(unused).sort());
});
