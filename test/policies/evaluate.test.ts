import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../model/manifest.ts";
import {
  evaluateChange,
  evaluateCluster,
  evaluateFleet,
  evaluateManifests,
  evaluateRepository,
} from "../../policies/evaluate.ts";
import { createManifestEvaluator } from "../../policies/manifest-evaluator.ts";
import type { FleetRule, ManifestRule, Rule, SiteRule } from "../../policies/rule.ts";
import { rules } from "../../policies/rules.ts";
import { exampleFleet } from "./example-fleet.ts";
import { changeOf, manifestContext } from "./run-example.ts";

const text = { severity: "error", title: "t", help: "h", bad: "", good: "" } as const;
const configMap: KubernetesObject = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a", namespace: "b" } };
const twoRegions = "# sites/guangdong/region.yaml\n{}\n---\n# sites/hunan/region.yaml\n{}\n";

function crash(): never {
  throw new TypeError("x is undefined");
}

describe("a rule that throws", () => {
  const { fleet, context } = exampleFleet("");
  const failed = (rule: Rule, subject: string) => ({
    code: "FLT-SYS-001",
    severity: "error",
    message: expect.stringContaining(`rule ${rule.id} could not be evaluated for`),
    subjects: [subject],
    hint: expect.stringContaining("counts as violated"),
    notEvaluated: { rules: [rule.id], reason: "TypeError: x is undefined" },
  });

  it("is a violation that names the rule and the fleet", () => {
    const rule: FleetRule = { ...text, id: "FLT-X-001", scope: "fleet", check: crash };
    const found = evaluateFleet([rule], fleet, context);
    expect(found).toEqual([failed(rule, "panji")]);
    expect(found[0]?.message).toBe("rule FLT-X-001 could not be evaluated for panji: TypeError: x is undefined");
  });

  it("is a violation at each site that it could not evaluate", () => {
    const rule: SiteRule = { ...text, id: "FLT-X-002", scope: "site", check: crash };
    expect(evaluateFleet([rule], fleet, context)).toEqual([failed(rule, "panji/guangdong/shenzhen/sz-nanshan-01")]);
  });

  it("is a violation in the cluster whose object it could not evaluate, with the object's name", () => {
    const rule: ManifestRule = { ...text, id: "FLT-X-003", scope: "manifest", check: crash };
    const folders = [{ path: "a", objects: [configMap], context: manifestContext("") }];
    const found = evaluateManifests(createManifestEvaluator([rule]), { construct: "panji/centre", folders });
    expect(found).toEqual([{ ...failed(rule, "panji/centre"), part: "layer monitoring, ConfigMap b/a" }]);
    expect(found[0]?.message).toContain("layer monitoring, ConfigMap b/a: rule FLT-X-003");
  });

  it("is a violation of a cluster, a repository and a change alike", () => {
    const make = (scope: "cluster" | "repository" | "change"): Rule => ({
      ...text,
      id: "FLT-X-004",
      scope,
      check: crash,
    });
    const construct = "panji/guangdong";
    expect(evaluateCluster([make("cluster")], { construct, folders: [] })).toEqual([
      failed(make("cluster"), construct),
    ]);
    expect(evaluateRepository([make("repository")], { construct, paths: [] })).toHaveLength(1);
    expect(evaluateChange([make("change")], changeOf([]))).toHaveLength(1);
  });

  it("does not keep the other rules from being evaluated", () => {
    const rule: FleetRule = { ...text, id: "FLT-X-001", scope: "fleet", check: crash };
    const { fleet: lame, context: facts } = exampleFleet("# sites/guangdong/region.yaml\nnetwork: { asn: 1 }\n");
    expect(evaluateFleet([rule, ...rules], lame, facts).map(({ code }) => code)).toEqual([
      "FLT-SYS-001",
      "FLT-NET-010",
    ]);
  });

  it("is told even when what was thrown is no Error", () => {
    const rule: FleetRule = {
      ...text,
      id: "FLT-X-005",
      scope: "fleet",
      check: () => {
        throw "odd";
      },
    };
    expect(evaluateFleet([rule], fleet, context)[0]?.message).toMatch(/for panji: odd$/);
  });
});

describe("with some regions under check", () => {
  const { fleet, context } = exampleFleet(twoRegions);
  const only = { ...context, regions: fleet.regions.filter(({ name }) => name === "hunan") };

  it("rules on sites run at the sites of those regions alone", () => {
    const rule: SiteRule = { ...text, id: "FLT-X-001", scope: "site", check: () => [{ message: "m" }] };
    expect(evaluateFleet([rule], fleet, only).map(({ subjects }) => subjects[0])).toEqual([
      "panji/hunan/hunan-city/hunan-01",
    ]);
  });

  it("rules on the fleet see all of it, and findings elsewhere are left out", () => {
    const seen: string[] = [];
    const rule: FleetRule = {
      ...text,
      id: "FLT-X-001",
      scope: "fleet",
      check: (it) => {
        seen.push(...it.regions.map(({ name }) => name));
        const paths = ["panji", "panji/centre", "panji/apps/a/b", "panji/hunan", "panji/guangdong/hub"];
        return [
          ...paths.map((subject) => ({ message: "m", subject })),
          { message: "m", subject: "panji/guangdong/a/b", others: ["panji/hunan/c/d"] },
        ];
      },
    };
    expect(evaluateFleet([rule], fleet, only).map(({ subjects }) => subjects[0])).toEqual([
      "panji",
      "panji/centre",
      "panji/apps/a/b",
      "panji/hunan",
      "panji/guangdong/a/b",
    ]);
    expect(seen).toEqual(["guangdong", "hunan"]);
  });

  it("nothing is said of what an app selects in regions that were not read", () => {
    const app =
      "---\n# apps/retail/checkout.yaml\nselect: { zones: [far-away] }\nzones: { farther: { replicas: 2 } }\n";
    const made = exampleFleet(twoRegions + app);
    const regions = made.fleet.regions.filter(({ name }) => name === "hunan");
    expect(evaluateFleet(rules, made.fleet, { ...made.context, regions })).toEqual([]);
    expect(evaluateFleet(rules, made.fleet, made.context).map(({ code }) => code)).toEqual([
      "FLT-HIER-010",
      "FLT-HIER-011",
    ]);
  });
});

it("finds nothing in a sound fleet", () => {
  const { fleet, context } = exampleFleet(`${twoRegions}---\n# apps/retail/checkout.yaml\n{}\n`);
  expect(evaluateFleet(rules, fleet, context)).toEqual([]);
});
