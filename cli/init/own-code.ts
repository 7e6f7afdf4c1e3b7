/** The code of a new fleet: its configuration, a profile that extends a shipped one, a rule with its test, the Pulumi program and its policy pack. */

import { packageName } from "../../pipeline/version.ts";

/** The profile's file, by which it is locked. */
export const ownProfile = { reference: "edge-shop@1.0.0", file: "profiles/edge-shop/1.0.0.ts" } as const;

/** Text by path from the fleet's folder. */
export const ownCode: ReadonlyMap<string, string> = new Map([
  [
    "flotilla.config.ts",
    `import { defineFleet } from "${packageName}";
import { siteOwner } from "./policies/site-owner.ts";
import { edgeShop } from "./profiles/edge-shop/1.0.0.ts";

/** The code of this fleet's own; every command uses it beside what Flotilla ships. */
export default defineFleet({
  profiles: { sites: [edgeShop] },
  policies: { rules: [siteOwner] },
});
`,
  ],
  [
    ownProfile.file,
    `import { ApiObject } from "cdk8s";
import { defineLayer, type Profile } from "${packageName}";
import type { Site } from "${packageName}/constructs";
import { edgeK3s } from "${packageName}/profiles/edge-k3s/1.0.0";

/** Tells pods which shop they run in. */
const shopFacts = defineLayer({
  name: "shop-facts",
  category: "addon",
  awaited: false,
  inputs: ({ spec, zone }: Site) => ({ customer: spec.labels["customer"] ?? "none", zone: zone.name }),
  render(scope, data) {
    new ApiObject(scope, "config-map", {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "shop-facts", namespace: "default" },
      data,
    });
  },
});

/** The shipped profile of a site that stands alone, with a layer of our own. */
export const edgeShop: Profile<Site> = {
  ...edgeK3s,
  name: "edge-shop",
  version: "1.0.0",
  layers: [...edgeK3s.layers, shopFacts],
};
`,
  ],
  [
    "policies/site-owner.ts",
    `import { defineRule } from "${packageName}";
import { sourceAt } from "${packageName}/policies";

export const siteOwner = defineRule({
  id: "SHOP-SITE-001",
  scope: "site",
  severity: "error",
  title: "Every site says who answers for it",
  help: "Somebody is called when a site is silent. The label owner names the team.",
  bad: "# a site\\nlabels: { customer: mall }\\n",
  good: "# a site\\nlabels: { customer: mall, owner: shop-team }\\n",
  check: ({ name, spec, source }) =>
    spec.labels["owner"] === undefined
      ? [
          {
            message: \`site \${name} has no label owner, expected the team that answers for it\`,
            at: sourceAt(source, "labels"),
            hint: "add it to labels, like owner: shop-team",
          },
        ]
      : [],
});
`,
  ],
  [
    "policies/site-owner.test.ts",
    `import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { compileFolder, ruleExamples } from "${packageName}/testing";
import { siteOwner } from "./site-owner.ts";

const fleet = fileURLToPath(new URL("..", import.meta.url));

test("the fleet keeps every rule", async () => {
  const { findings } = await compileFolder(fleet);
  assert.equal(findings.map(({ code, message }) => \`\${code}: \${message}\`).join("\\n"), "");
});

test("the rule objects to its bad example and to nothing in its good one", async () => {
  const { bad, good } = await ruleExamples(siteOwner, fleet);
  assert.deepEqual([bad.length, good.length], [1, 0]);
});

// Any zone will do, so that this test stays as sites come and go.
const owner = /,? *\\bowner: [-\\w.]+/;
const zone = readdirSync(join(fleet, "sites"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".yaml"))
  .map((path) => join("sites", path).replaceAll("\\\\", "/"))
  .find((path) => {
    const text = readFileSync(join(fleet, path), "utf8");
    return /^zone:/m.test(text) && owner.test(text);
  });

test("a site without an owner is an error in its file", { skip: zone === undefined && "no site has an owner" }, async () => {
  const edits = { [String(zone)]: (text: string) => text.replace(owner, "") };
  const { findings } = await compileFolder(fleet, { edits });
  const own = findings.filter(({ code }) => code === siteOwner.id);
  assert.deepEqual(
    own.map(({ at }) => at?.file),
    [zone],
  );
});
`,
  ],
  [
    "policies/PulumiPolicy.yaml",
    `description: The rules of Flotilla and of this fleet, under their own ids
runtime:
  name: nodejs
  options: { typescript: false }
`,
  ],
  [
    "policies/index.js",
    `/** Pulumi requires this file for --policy-pack policies; what is required cannot wait, so the pack starts by itself. */
void import("${packageName}/policy-pack");
`,
  ],
  [
    "stack.ts",
    `/** The Pulumi program of every stack: one region, or the centre, by the stack's name. */
export * from "${packageName}/stack";
`,
  ],
]);
