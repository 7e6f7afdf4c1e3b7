import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { folderNames, kustomizationOf } from "../../../compiler/emit/folder-names.ts";
import { blobId } from "../../../model/git-object.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";

const object = (kind: string, name: string): KubernetesObject => ({ apiVersion: "v1", kind, metadata: { name } });
const objects = () => [object("Service", "web"), object("ConfigMap", "web")];

describe("the names of a folder", () => {
  test("are those of its objects in their order, and its kustomization.yaml last", () => {
    expect(folderNames(objects())).toEqual(["service_web.yaml", "configmap_web.yaml", "kustomization.yaml"]);
    expect(folderNames([])).toEqual(["kustomization.yaml"]);
  });

  test("are one list for all folders of equal names, however many sites have them", () => {
    expect(folderNames(objects())).toBe(folderNames(objects()));
    expect(folderNames(objects())).not.toBe(folderNames(objects().reverse()));
  });
});

describe("the kustomization.yaml of a folder", () => {
  test("lists every other file of it, sorted, and not itself", () => {
    const { text, id } = kustomizationOf(folderNames(objects()));
    expect(load(text)).toEqual({
      apiVersion: "kustomize.config.k8s.io/v1beta1",
      kind: "Kustomization",
      resources: ["configmap_web.yaml", "service_web.yaml"],
    });
    expect(id).toBe(blobId(text));
  });

  test("does not depend on the order of the objects", () => {
    expect(kustomizationOf(folderNames(objects().reverse())).text).toBe(kustomizationOf(folderNames(objects())).text);
  });
});
