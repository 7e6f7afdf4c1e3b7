import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type FieldChangeTable, type FieldRule, type FieldValues, factsOf } from "../../constructs/site-fields.ts";
import { deliveryField } from "../../engines/delivery/field-changes.ts";
import { engines } from "../../engines/engines.ts";
import { effects } from "../../model/kinds/facts.ts";
import { parameterFacts } from "../../profiles/parameters/facts.ts";
import { compileFleet } from "../compile-fleet.ts";

const { fleet } = compileFleet(join(import.meta.dirname, "../..")).loaded;
const site = fleet?.regions.flatMap(({ sites }) => sites).find(({ hosts }) => hosts.length > 1) as FieldValues["site"];
const values: FieldValues = { site, host: site.hosts[0]?.name ?? "", before: "1", after: "3" };

const tables: Readonly<Record<string, FieldChangeTable>> = Object.fromEntries(
  [...Object.entries(engines.provisioners), ...Object.entries(engines.runtimes)].map(([name, { fieldChanges }]) => [
    name,
    fieldChanges,
  ]),
);
const rules: readonly (readonly [string, FieldRule])[] = [
  ...Object.entries(tables).flatMap(([name, table]) =>
    Object.entries(table).map(([field, rule]) => [`${name} ${field}`, rule] as const),
  ),
  ["delivery", deliveryField],
  ...Object.entries(parameterFacts).map(([name, rule]) => [`parameter ${name}`, rule] as const),
];

describe.each(rules)("The facts of %s", (_, rule) => {
  test("say what another value does, the way round and the source", () => {
    for (const change of [values, { ...values, before: "3", after: "1" }, { ...values, before: "3", after: "5" }]) {
      const { effect, remedy, source, mayChange } = factsOf(rule, change);
      expect(effects).toContain(effect);
      expect(remedy).toMatch(/^.{10,}[^.]$/);
      expect(source.length).toBeGreaterThan(3);
      // What is refused or unknown is never let through as if it were applied in place.
      if (effect === "refused") expect(mayChange).toBe(false);
    }
  });
});

test("Every step says where it is done, and its command is one that a shell can read", () => {
  const steps = rules.flatMap(([, rule]) => factsOf(rule, values).steps?.(values) ?? []);
  expect(steps.length).toBeGreaterThan(10);
  for (const { at, what, command } of steps) {
    expect(at).toMatch(/^(cluster|hub|server|the centre|operator's machine)/);
    expect(what).toMatch(/^[A-Z].*[^.]$/);
    if (command === undefined) continue;
    const { status, stderr } = spawnSync("sh", ["-n", "-c", command], { encoding: "utf8" });
    expect({ command, status, stderr }).toEqual({ command, status: 0, stderr: "" });
  }
});

test("Ranges of pods and services are fixed wherever a cluster has its own", () => {
  for (const [name, table] of Object.entries(tables)) {
    if (name in engines.runtimes) continue;
    for (const field of ["network.pods", "network.services"] as const) {
      expect(factsOf(table[field], values).mayChange, `${name} ${field}`).toBe(false);
    }
  }
});

test("At K3s one control plane may become three, and five three, but never three one", () => {
  const rule = tables["kairos"]?.["control-planes"] as FieldRule;
  const may = (before: string, after: string) => factsOf(rule, { ...values, before, after }).mayChange;
  expect([may("1", "3"), may("3", "1"), may("5", "3"), may("3", "5")]).toEqual([true, false, true, true]);
});
