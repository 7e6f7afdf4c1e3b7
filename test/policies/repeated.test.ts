import { expect, test } from "vitest";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { withoutRepeated } from "../../policies/repeated.ts";

const finding = (code: string, message: string, subject: string, severity: Diagnostic["severity"] = "error") =>
  ({ code, severity, message, subjects: [subject] }) satisfies Diagnostic;
const app = finding("FLT-SEC-004", "config TOKEN holds a token", "panji/apps/retail/till");
const object = (folder: string, name: string) =>
  finding(
    "FLT-SEC-009",
    `layer ${folder}, ConfigMap retail/${name}: data.TOKEN holds a token`,
    "panji/guangdong/sz/sz-1",
  );

test("What an app became is told of the app alone, in a cluster of its own and on a hub", () => {
  const repeated = [object("80-apps-retail", "till"), object("apps.retail", "till-shenzhen")];
  expect(withoutRepeated([app, ...repeated])).toEqual([app]);
});

test("Another app, another tenant and the platform are told by themselves", () => {
  const others = [object("80-apps-retail", "shop"), object("80-apps-media", "till"), object("50-metrics", "till")];
  expect(withoutRepeated([app, ...others])).toEqual([app, ...others]);
});

// An exemption of the first must not let the second through.
test("What nothing else tells stays, and a warning explains nothing", () => {
  const repeated = object("80-apps-retail", "till");
  expect(withoutRepeated([repeated])).toEqual([repeated]);
  const warning = { ...app, severity: "warning" } as const;
  expect(withoutRepeated([warning, repeated])).toEqual([warning, repeated]);
});

test("A namespace of the platform explains what is found in it, and not in one of a like name", () => {
  const wrong = finding("FLT-SEC-005", "namespace observability of tenant shop belongs to the platform", "panji");
  const of = (namespace: string) =>
    finding("FLT-SEC-047", `layer 50-metrics, NetworkPolicy ${namespace}/x: open`, "panji/guangdong/sz/sz-1");
  expect(withoutRepeated([wrong, of("observability"), of("observability-shop")])).toEqual([
    wrong,
    of("observability-shop"),
  ]);
});
