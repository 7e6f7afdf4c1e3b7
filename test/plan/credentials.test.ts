import { expect, test } from "vitest";
import { jsonPlan } from "../../cli/plan/json.ts";
import { markdownPlan } from "../../cli/plan/markdown.ts";
import { summaryPlan, textPlan } from "../../cli/plan/text.ts";
import type { Plan } from "../../compiler/plan/plan.ts";
import { shownField } from "../../compiler/plan/shown-values.ts";
import { makePlan } from "../../pipeline/plan/make-plan.ts";
import { manifest, planOf, written } from "../compiler/plan/plan-of.ts";
import { edited, type Files, onDisk, reviewFleet } from "./review-fleet.ts";

const password = ["Zx9", "qLw7Tt2Rk5"].join("");
const token = ["ghp", "Kq7Zt2LwX9vRb4Nc8MdPy3Hs6JfTg1Ua0EoB"].join("_");

/** Every face of a plan. */
function expectHidden(plan: Plan): void {
  const faces = {
    text: textPlan(plan, false),
    summary: summaryPlan(plan),
    markdown: markdownPlan(plan),
    json: jsonPlan(plan),
  };
  for (const [face, text] of Object.entries(faces)) {
    const shown = text.split("\n").filter((line) => line.includes(password) || line.includes(token.slice(4)));
    expect(shown, face).toEqual([]);
  }
  expect(faces.json).toContain("⟨not shown: ");
}

const app = "apps/retail/checkout.yaml";
const withSetting = (setting: string): Files =>
  edited(reviewFleet, { [app]: (text) => text.replace("LOG_LEVEL: info", `LOG_LEVEL: debug, ${setting}`) });

async function planOfFiles(base: Files, head: Files): Promise<Plan> {
  const { plan } = await makePlan({
    settings: {
      root: onDisk(head),
      regions: [],
      today: "2026-11-28",
      profiles: new URL("./review-profiles.ts", import.meta.url).href,
      threads: 0,
    },
    base: { kind: "files", root: onDisk(base), code: undefined },
    names: { base: { name: "main" }, head: { name: "files" } },
  });
  if (!plan) throw new Error("a plan expected");
  return plan;
}

test.each([
  ["called a password", `DB_PASSWORD: ${password}`],
  ["of a known form", `UPSTREAM: ${token}`],
  ["in a text of several lines", `settings.yaml: "a: 1\\npassword: ${password}\\nb: 2\\n"`],
])("A credential %s in an app's environment is in no face of a plan, be it new or old", async (_, setting) => {
  const head = withSetting(setting);
  for (const plan of [await planOfFiles(reviewFleet, head), await planOfFiles(head, reviewFleet)]) {
    expect(plan.classes.length).toBeGreaterThan(0);
    expect(plan.causes.map(({ what }) => what).join()).toContain("app retail/checkout");
    expectHidden(plan);
  }
});

const release = (values: string) =>
  written({
    "sz-01": {
      files: { "50-logs/helmrelease_a_logs.yaml": manifest("HelmRelease", "logs", `spec:\n  values:\n${values}`) },
    },
  });

test.each([
  ["by its name", `    auth:\n      password: ${password}\n`],
  ["by its form", `    upstream: ${token}\n`],
  ["as an argument", `    args: ["--user", "edge", "--password", "${password}"]\n`],
  ["as the name of an item", `    keys: [{ key: ${token} }, { key: other }]\n`],
])("A credential among the values of a chart %s is in no face of a plan, be it new or old", (_, values) => {
  const [nothing, without] = [written({ "sz-01": {} }), release("    replicas: 1\n")];
  const holding = release(`    replicas: 2\n${values}`);
  for (const plan of [planOf(without, holding), planOf(holding, without), planOf(nothing, holding)]) {
    expect(plan.classes.length).toBeGreaterThan(0);
    expectHidden(plan);
  }
});

test("Sites with two credentials are two classes, although neither is shown", () => {
  const at = (...values: readonly string[]) =>
    written(
      Object.fromEntries(
        values.map((value, index) => [
          `sz-0${index + 1}`,
          { files: { "50-logs/configmap_a_s.yaml": manifest("ConfigMap", "s", `data:\n  DB_PASSWORD: ${value}\n`) } },
        ]),
      ),
    );
  const plan = planOf(at("none", "none"), at(password, `${password}0`));
  expect(plan.classes.map(({ count }) => count.sites)).toEqual([1, 1]);
  expectHidden(plan);
});

test("A field of a site is shown without a credential in it", () => {
  const row = {
    construct: "panji/a/b/c",
    mayChange: true,
    effect: "no restart",
    remedy: "none",
    source: "the inventory",
  } as const;
  const url = (user: string) => `redfish://${user}10.44.255.11/redfish/v1/Systems/1`;
  const told = shownField({ ...row, field: "hosts.sz-a.bmc", before: url(""), after: url(`root:${password}@`) });
  expect(told.before).toBe(url(""));
  expect(told.after).toMatch(/^⟨not shown: .+⟩$/);
});

test("What stands beside no credential is shown", () => {
  const plan = planOf(release("    replicas: 1\n"), release("    replicas: 2\n"));
  expect(jsonPlan(plan)).not.toContain("not shown");
  expect(plan.classes[0]?.changes).toEqual([{ path: "spec.values.replicas", before: "1", after: "2" }]);
});
