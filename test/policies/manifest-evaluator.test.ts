import { expect, it } from "vitest";
import type { KubernetesObject } from "../../model/manifest.ts";
import { markShared } from "../../model/memo.ts";
import { createManifestEvaluator } from "../../policies/manifest-evaluator.ts";
import type { ManifestRule } from "../../policies/rule.ts";
import { manifestContext } from "./run-example.ts";

const text = { severity: "error", title: "t", help: "h", bad: "", good: "" } as const;
const context = manifestContext("");
const object = (kind: string): KubernetesObject => ({ apiVersion: "v1", kind, metadata: { name: "a" } });

function counting(kinds?: readonly string[]): { readonly rule: ManifestRule; readonly seen: string[] } {
  const seen: string[] = [];
  const check: ManifestRule["check"] = ({ kind }, { layer }) => {
    seen.push(`${kind} ${layer}`);
    return [{ message: "m" }];
  };
  return { rule: { ...text, id: "FLT-X-001", scope: "manifest", ...(kinds && { kinds }), check }, seen };
}

it("evaluates a list of objects once in each context, however many sites share it", () => {
  const { rule, seen } = counting();
  const evaluator = createManifestEvaluator([rule]);
  const shared = markShared([object("Service")]);
  const other = { ...context, layer: "logs" };
  const first = evaluator(shared, context);
  expect(evaluator(shared, other)).not.toBe(first);
  expect(evaluator(shared, context)).toBe(first);
  expect(evaluator(shared, other)[0]?.violation.message).toBe("layer logs, Service a: m");
  expect(seen).toEqual(["Service monitoring", "Service logs"]);
});

it("evaluates equal lists that are not the same one apart", () => {
  const { rule, seen } = counting();
  const evaluator = createManifestEvaluator([rule]);
  evaluator([object("Service")], context);
  evaluator([object("Service")], context);
  expect(seen).toHaveLength(2);
});

it("hands a rule objects of its kinds alone", () => {
  const { rule, seen } = counting(["Secret"]);
  const evaluator = createManifestEvaluator([rule]);
  expect(evaluator([object("Service")], context)).toEqual([]);
  expect(evaluator([object("Service"), object("Secret")], context)).toHaveLength(1);
  expect(seen).toEqual(["Secret monitoring"]);
});

it("hands a rule no objects of the kinds that it leaves out", () => {
  const { rule, seen } = counting();
  const evaluator = createManifestEvaluator([{ ...rule, exceptKinds: new Set(["Secret"]) }]);
  expect(evaluator([object("Service"), object("Secret")], context)).toHaveLength(1);
  expect(seen).toEqual(["Service monitoring"]);
});
