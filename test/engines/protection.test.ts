import { describe, expect, test } from "vitest";
import {
  isProtected,
  withoutPruneProtection,
  withPruneProtection,
  withPruneProtectionAnnotations,
} from "../../engines/protection.ts";

const FLUX = "kustomize.toolkit.fluxcd.io/prune";
const ARGO = "argocd.argoproj.io/sync-options";
const protection = { [ARGO]: "Prune=false,Delete=false", [FLUX]: "disabled" };

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

  test.each([
    ["both annotations", protection, true],
    ["another sync option beside them", withPruneProtectionAnnotations({ [ARGO]: "Replace=true" }), true],
    ["no annotations", undefined, false],
    ["Flux's alone", { [FLUX]: "disabled" }, false],
    ["Argo CD's alone", { [ARGO]: "Prune=false,Delete=false" }, false],
    ["half of Argo CD's", { [FLUX]: "disabled", [ARGO]: "Prune=false" }, false],
  ])("is read with %s", (_, annotations, expected) => {
    const metadata = { name: "edge", ...(annotations && { annotations }) };
    expect(isProtected({ apiVersion: "v1", kind: "Namespace", metadata })).toBe(expected);
  });

  test("does not change the object it is given", () => {
    const object = { apiVersion: "v1", kind: "Namespace", metadata: { name: "edge" } };
    expect(withPruneProtection(object).metadata.annotations).toEqual(protection);
    expect(object).toEqual({ apiVersion: "v1", kind: "Namespace", metadata: { name: "edge" } });
  });
});
