import { App, Chart } from "cdk8s";
import { describe, expect, test } from "vitest";
import { rules } from "../../policies/rules.ts";
import { addAdmissionPolicies } from "../../profiles/layers/admission/admission.ts";
import { findings } from "../policies/finding.ts";
import { admissionCases } from "./admission-cases.ts";
import { fenceCases } from "./passing-cases.ts";

const asLayer = (text: string) => `# a layer's object\n${text}`;
const asTenant = (text: string) => `# an object of tenant retail\n${text}`;

describe("What the API server refuses past the repositories, check refuses in them", () => {
  test.each(admissionCases)("$title ($rule)", ({ rule, bad, good }) => {
    expect(findings(rule, asLayer(bad))).not.toEqual([]);
    expect(findings(rule, asLayer(good))).toEqual([]);
  });
  test.each(fenceCases)("$title that a tenant brings (FLT-SEC-017)", ({ text }) => {
    expect(findings("FLT-SEC-017", asTenant(text))).not.toEqual([]);
    expect(findings("FLT-SEC-017", asLayer(text))).toEqual([]);
  });
});

interface Policy {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

const emitted = (action: "deny" | "warn" = "deny") => {
  const chart = new Chart(new App(), "admission", { disableResourceNameHashes: true });
  addAdmissionPolicies(chart, { action, registries: ["registry.panji.example"] });
  return chart.toJson() as readonly Policy[];
};
const enforced = rules.filter(({ atApiServer }) => atApiServer !== undefined);

test("Every rule that says of itself that the API server holds to it has a case that runs on the real one", () => {
  const tried = new Set([...admissionCases.map(({ rule }) => rule), "FLT-SEC-017"]);
  expect([...tried].sort()).toEqual(enforced.map(({ id }) => id).sort());
});

test("Every policy belongs to a rule, by the words of both", () => {
  const policies = emitted().filter(({ kind }) => kind === "ValidatingAdmissionPolicy");
  const named = enforced.flatMap(({ atApiServer }) => atApiServer?.by.match(/flotilla-[a-z-]+/g) ?? []);
  expect([...new Set(named)].sort()).toEqual(policies.map(({ metadata }) => metadata.name).sort());
  const said = new Set(JSON.stringify(policies).match(/FLT-SEC-\d{3}/g));
  expect([...said].sort()).toEqual(enforced.map(({ id }) => id).sort());
});

test("No policy names a tenant, so that another tenant changes none", () => {
  expect(JSON.stringify(emitted())).not.toMatch(/retail|telco/);
});

test("A policy that warns refuses nothing", () => {
  expect(JSON.stringify(emitted("warn"))).not.toContain("Deny");
});
