import { expect, it } from "vitest";
import type { KubernetesObject } from "../../model/manifest.ts";
import { markShared } from "../../model/memo.ts";
import { manifestJudge } from "../../policies/judge.ts";
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

it("judges a list of objects once in each context, however many sites share it", () => {
  const { rule, seen } = counting();
  const judge = manifestJudge([rule]);
  const shared = markShared([object("Service")]);
  const other = { ...context, layer: "logs" };
  const first = judge(shared, context);
  expect(judge(shared, other)).not.toBe(first);
  expect(judge(shared, context)).toBe(first);
  expect(judge(shared, other)[0]?.finding.message).toBe("layer logs, Service a: m");
  expect(seen).toEqual(["Service monitoring", "Service logs"]);
});

it("judges equal lists that are not the same one apart", () => {
  const { rule, seen } = counting();
  const judge = manifestJudge([rule]);
  judge([object("Service")], context);
  judge([object("Service")], context);
  expect(seen).toHaveLength(2);
});

it("hands a rule objects of its kinds alone", () => {
  const { rule, seen } = counting(["Secret"]);
  const judge = manifestJudge([rule]);
  expect(judge([object("Service")], context)).toEqual([]);
  expect(judge([object("Service"), object("Secret")], context)).toHaveLength(1);
  expect(seen).toEqual(["Secret monitoring"]);
});

it("hands a rule no objects of the kinds that it leaves out", () => {
  const { rule, seen } = counting();
  const judge = manifestJudge([{ ...rule, exceptKinds: new Set(["Secret"]) }]);
  expect(judge([object("Service"), object("Secret")], context)).toHaveLength(1);
  expect(seen).toEqual(["Service monitoring"]);
});
