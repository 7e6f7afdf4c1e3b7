import { describe, expect, test } from "vitest";
import {
  withoutPruneProtection,
  withPruneProtection,
  withPruneProtectionAnnotations,
} from "../../engines/protection.ts";

const protection = {
  "argocd.argoproj.io/sync-options": "Prune=false,Delete=false",
  "kustomize.toolkit.fluxcd.io/prune": "disabled",
};

describe("protection from pruning", () => {
  test("is written for both delivery engines", () => {
    expect(withPruneProtectionAnnotations()).toEqual(protection);
  });

  test("keeps other annotations and other sync options", () => {
    const annotations = { owner: "ran", "argocd.argoproj.io/sync-options": "Replace=true" };
    expect(withPruneProtectionAnnotations(annotations)).toEqual({
      ...protection,
      owner: "ran",
      "argocd.argoproj.io/sync-options": "Replace=true,Prune=false,Delete=false",
    });
  });

  test("is the same when it is asked for twice", () => {
    expect(withPruneProtectionAnnotations(withPruneProtectionAnnotations({ owner: "ran" }))).toEqual(
      withPruneProtectionAnnotations({ owner: "ran" }),
    );
  });

  test.each([{}, { owner: "ran" }, { "argocd.argoproj.io/sync-options": "Replace=true" }])(
    "taken away, it leaves %j as it was",
    (annotations) => {
      expect(withoutPruneProtection(withPruneProtectionAnnotations(annotations))).toEqual(annotations);
    },
  );

  test("does not change the object it is given", () => {
    const object = { apiVersion: "v1", kind: "Namespace", metadata: { name: "edge" } };
    expect(withPruneProtection(object).metadata.annotations).toEqual(protection);
    expect(object).toEqual({ apiVersion: "v1", kind: "Namespace", metadata: { name: "edge" } });
  });
});
