import { describe, expect, test } from "vitest";
import { type ReconcileStep, resolveDependencies } from "../../../compiler/lower/layers.ts";

const step = (name: string, category: ReconcileStep["category"], more: Partial<ReconcileStep> = {}): ReconcileStep => ({
  name,
  path: `hub/platform/${name}`,
  order: 0,
  category,
  awaited: true,
  suspended: false,
  ...more,
});

function waits(...steps: readonly ReconcileStep[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(resolveDependencies(steps, new Set()).map(({ name, dependsOn }) => [name, dependsOn]));
}

describe("A folder waits", () => {
  test("for all folders of the nearest category below its own, and for none of its own", () => {
    expect(
      waits(
        step("os-a", "os"),
        step("cni-a", "cni"),
        step("cni-b", "cni"),
        step("addon-a", "addon"),
        step("app-a", "app"),
      ),
    ).toEqual({
      "os-a": [],
      "cni-a": ["os-a"],
      "cni-b": ["os-a"],
      "addon-a": ["cni-a", "cni-b"],
      "app-a": ["addon-a"],
    });
  });

  test("for none that others can live without; then the category below counts", () => {
    const logs = step("logs", "addon", { awaited: false });
    expect(waits(step("cni-a", "cni"), logs, step("app-a", "app"))).toMatchObject({
      logs: ["cni-a"],
      "app-a": ["cni-a"],
    });
  });

  test("for what it needs besides, once and in the order of names", () => {
    const app = step("app-a", "app", { needs: ["os-a", "addon-b"] });
    expect(waits(step("os-a", "os"), step("addon-b", "addon"), step("addon-a", "addon"), app)["app-a"]).toEqual([
      "addon-a",
      "addon-b",
      "os-a",
    ]);
  });

  test("for the same ones whatever the order of the layers", () => {
    const steps = [step("cni-b", "cni"), step("cni-a", "cni"), step("app-a", "app")];
    expect(waits(...steps.toReversed())).toEqual(waits(...steps));
  });
});

test("A reconciler that is named leaves its objects behind, and no other does", () => {
  const folders = resolveDependencies([step("logs", "addon"), step("metrics", "addon")], new Set(["logs", "gone"]));
  expect(folders.map(({ name, orphaned }) => [name, orphaned])).toEqual([
    ["logs", true],
    ["metrics", false],
  ]);
});

test("What decides the order stays out of the folder that an engine gets", () => {
  const [folder] = resolveDependencies([step("logs", "addon", { order: 50 })], new Set());
  expect(folder).toEqual({
    name: "logs",
    path: "hub/platform/logs",
    order: 50,
    suspended: false,
    dependsOn: [],
    orphaned: false,
  });
});
