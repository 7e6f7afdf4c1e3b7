import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { ruleExamples } from "../../pipeline/rule-examples.ts";
import { defineRule } from "../../policies/define-rule.ts";
import type { Rule } from "../../policies/rule.ts";
import { fleetOnDisk } from "../fleet-on-disk.ts";

const text = { severity: "error", title: "A rule of our own", help: "For a reason." } as const;

/** A fleet whose configuration has the rule, as text. */
function fleetWith(rule: Rule): string {
  const root = fleetOnDisk({});
  const fields = Object.entries(rule).map(
    ([name, value]) => `${name}: ${typeof value === "function" ? value : JSON.stringify(value)}`,
  );
  writeFileSync(
    join(root, "flotilla.config.ts"),
    `import { defineFleet, defineRule } from "${manifest.name}";
export default defineFleet({ policies: { rules: [defineRule({ ${fields.join(", ")} })] } });
`,
  );
  return root;
}

const rules: readonly Rule[] = [
  defineRule({
    ...text,
    id: "SHOP-SITE-001",
    scope: "site",
    bad: "# a site\nlabels: { customer: mall }\n",
    good: "# a site\nlabels: { customer: mall, owner: shop-team }\n",
    check: ({ spec }) => (spec.labels["owner"] === undefined ? [{ message: "no owner", hint: "add one" }] : []),
  }),
  defineRule({
    ...text,
    id: "SHOP-FLEET-001",
    scope: "fleet",
    bad: "# sites/fleet.yaml\ntenants: [{ name: retail, owners: [nobody] }]\n",
    good: "# sites/fleet.yaml\ntenants: [{ name: retail, owners: [retail-team] }]\n",
    check: ({ spec }) =>
      spec.tenants.some(({ owners }) => owners.includes("nobody")) ? [{ message: "nobody", hint: "name a team" }] : [],
  }),
  defineRule({
    ...text,
    id: "SHOP-OBJ-001",
    scope: "manifest",
    bad: "# an object of tenant retail\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: retail }\n",
    good: "# an object of the platform\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: retail }\n",
    check: (_, { tenant }) => (tenant === "retail" ? [{ message: "of a tenant", hint: "do not" }] : []),
  }),
  defineRule({
    ...text,
    id: "SHOP-ALL-001",
    scope: "cluster",
    bad: "# one\nkind: A\napiVersion: v1\nmetadata: { name: a }\n---\n# two\nkind: A\napiVersion: v1\nmetadata: { name: b }\n",
    good: "# one\nkind: A\napiVersion: v1\nmetadata: { name: a }\n",
    check: ({ folders }) => (folders.length > 1 ? [{ message: "two", hint: "one" }] : []),
  }),
  defineRule({
    ...text,
    id: "SHOP-TREE-001",
    scope: "repository",
    bad: "# paths\nfolder: hub\nfiles: 3\n",
    good: "# paths\npaths: [hub/0.yaml]\n",
    check: (repository) =>
      "paths" in repository && repository.paths.length > 2 ? [{ message: "many", hint: "fewer" }] : [],
  }),
  defineRule({
    ...text,
    id: "SHOP-FILE-001",
    scope: "file",
    bad: "# hosts/1/user-data\nhostname: a\n",
    good: "# hosts/1/user-data\nhostname: b\n",
    check: ({ path, text: content }) =>
      path === "hosts/1/user-data" && content.includes("hostname: a") ? [{ message: "a", hint: "b" }] : [],
  }),
];

describe("The examples of a fleet's own rule run in that fleet", () => {
  test.each(rules.map((rule) => [rule.scope, rule] as const))("for a rule on a %s", async (_, rule) => {
    const { bad, good } = await ruleExamples(rule, fleetWith(rule), "2026-11-28");
    expect(bad.map(({ code }) => code)).toContain(rule.id);
    expect(good).toEqual([]);
  });

  test("and a document that names no file of the fleet is told", async () => {
    const rule = { ...(rules[0] as Rule), bad: "# sites/nowhere/city.yaml\nzone: city\n" } as Rule;
    await expect(ruleExamples(rule, fleetWith(rule), "2026-11-28")).rejects.toThrow(
      "the edit of sites/nowhere/city.yaml found no such file",
    );
  });

  test("and a rule that no configuration names is told, since nothing would run it", async () => {
    const [rule, other] = rules as [Rule, Rule];
    await expect(ruleExamples(rule, fleetWith(other), "2026-11-28")).rejects.toThrow(
      "found no rule SHOP-SITE-001 in the fleet, expected it in policies.rules of flotilla.config.ts",
    );
  });
});
