import { expect, test } from "vitest";
import { selectTools } from "../../lab/select.ts";
import { toolNames } from "../../lab/tools.ts";

test("no argument selects every tool", () => {
  expect(selectTools([])).toEqual({ names: toolNames, unknown: [] });
});

test("tools and groups may be mixed, and each tool comes once, in build order", () => {
  expect(selectTools(["helm-controller", "flux", "etcd"]).names).toEqual([
    "etcd",
    "source-controller",
    "kustomize-controller",
    "helm-controller",
  ]);
});

test("a name that is a tool and a group selects the whole group", () => {
  expect(selectTools(["argocd"]).names).toEqual(["argocd", "kustomize", "helm", "miniredis"]);
});

test("unknown arguments are all reported with the nearest name", () => {
  expect(selectTools(["ectd", "flux", "zzzzzz"])).toMatchObject({
    unknown: [
      { argument: "ectd", nearest: "etcd" },
      { argument: "zzzzzz", nearest: undefined },
    ],
  });
});
