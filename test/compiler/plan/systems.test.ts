import { expect, test } from "vitest";
import { zoneTable } from "../../../cli/plan/zone-table.ts";
import type { Plan } from "../../../compiler/plan/plan.ts";
import { planOf, written } from "./plan-of.ts";

const deployment = (app: string, version: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: mall-${app}
  namespace: retail
  labels:
    flotilla.dev/fleet: panji
    flotilla.dev/system: mall
spec:
  replicas: 1
  image: registry.panji.example/retail/${app}:${version}
`;

/** A zone with a folder an app, and one with a folder for all of them. */
const sides = (version: string) =>
  written({
    "sz-01": {
      zone: "sz",
      files: {
        "80-apps-retail.mall-till/deployment_retail_mall-till.yaml": deployment("till", version),
        "80-apps-retail.mall-ledger/deployment_retail_mall-ledger.yaml": deployment("ledger", version),
      },
    },
    "hk-01": {
      zone: "hk",
      files: {
        "80-apps-retail.mall/deployment_retail_mall-till.yaml": deployment("till", version),
        "80-apps-retail.mall/deployment_retail_mall-ledger.yaml": deployment("ledger", version),
      },
    },
  });

const plan: Plan = planOf(sides("1.0.0"), sides("1.1.0"));

test("What changes of a system is one change that has its name, however its delivery lays it out", () => {
  const [one, ...others] = plan.classes;
  expect(others).toEqual([]);
  expect(one).toMatchObject({
    title: "System mall: 1.0.0 -> 1.1.0",
    count: { objects: 4, sites: 2 },
    objects: expect.arrayContaining(["Deployment mall-till", "Deployment mall-ledger"]),
  });
});

test("Systems of one name that two tenants have are two changes", () => {
  const both = (version: string) =>
    written({
      "sz-01": {
        files: {
          "80-apps-retail.mall/deployment_retail_mall-till.yaml": deployment("till", version),
          "80-apps-telco.mall/deployment_telco_mall-till.yaml": deployment("till", version).replace("retail", "telco"),
        },
      },
    });
  const { classes } = planOf(both("1.0.0"), both("1.1.0"));
  expect(classes.map(({ title, count }) => [title, count.objects])).toEqual([
    ["System mall: 1.0.0 -> 1.1.0", 1],
    ["System mall: 1.0.0 -> 1.1.0", 1],
  ]);
});

test("Zones are columns of a table, and those without room are counted together", () => {
  expect(zoneTable(plan, () => 12)).toEqual({
    zones: ["guangdong/hk", "guangdong/sz"],
    others: 0,
    rows: [{ id: "A", sites: [1, 1], rest: 0 }],
    more: 0,
  });
  expect(zoneTable(plan, () => 1)).toMatchObject({
    zones: ["guangdong/hk"],
    others: 1,
    rows: [{ sites: [1], rest: 1 }],
  });
});

test("A change of one zone needs no table", () => {
  const one = (value: string) => written({ "sz-01": { files: { "50-logs/a.yaml": deployment("till", value) } } });
  expect(zoneTable(planOf(one("1"), one("2")), () => 12)).toBeUndefined();
});
