import { describe, expect, test } from "vitest";
import { emitUnit, namesOf } from "../../../compiler/emit/emit-unit.ts";
import { allNames, type Folder, type Unit } from "../../../compiler/lower/unit.ts";
import { blobId } from "../../../model/git-object.ts";

const construct = "panji/guangdong/shenzhen/sz-01";
const folder = (path: string, layer: string, ...names: readonly string[]): Folder => ({
  path,
  construct,
  labels: { site: "sz-01", layer },
  context: {
    layer,
    category: "addon",
    privileged: false,
    registries: [],
    repositories: "https://git.panji.example/fleet",
    tenants: [],
  },
  objects: names.map((name) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: "a" } })),
});
const unit: Unit = {
  name: "sz-01",
  construct,
  hubFolders: [folder("hub/sites/shenzhen/sz-01", "site", "one")],
  siteFolders: [folder("sites/shenzhen/sz-01/50-logs", "logs", "two", "three")],
  files: [{ path: "hosts/4c4c/cloud-config.yaml", text: "#cloud-config\n", construct: `${construct}/a` }],
};

describe("the files of a unit", () => {
  test("are those of its folders on the hub, of those of the site, and of its hosts", () => {
    expect(emitUnit(unit).map(({ path }) => path)).toEqual([
      "hub/sites/shenzhen/sz-01/configmap_a_one.yaml",
      "hub/sites/shenzhen/sz-01/kustomization.yaml",
      "sites/shenzhen/sz-01/50-logs/configmap_a_two.yaml",
      "sites/shenzhen/sz-01/50-logs/configmap_a_three.yaml",
      "sites/shenzhen/sz-01/50-logs/kustomization.yaml",
      "hosts/4c4c/cloud-config.yaml",
    ]);
  });

  test("carry the blob id that Git gives their text, and their owner", () => {
    const files = emitUnit(unit);
    expect(files.map(({ id }) => id)).toEqual(files.map(({ text }) => blobId(text)));
    expect(new Set(files.slice(0, -1).map((file) => file.construct))).toEqual(new Set([construct]));
    expect(files.at(-1)?.construct).toBe(`${construct}/a`);
  });

  test("carry the labels of their own folder", () => {
    const layers = emitUnit(unit).map(({ text }) => /flotilla\.dev\/layer: (\S+)/.exec(text)?.[1]);
    expect(layers).toEqual(["site", undefined, "logs", "logs", undefined, undefined]);
  });

  test("are listed beforehand, folder by folder, so that paths can be checked without any text", () => {
    const listed = allNames(namesOf(unit)).flatMap(({ path, names }) => names.map((name) => `${path}/${name}`));
    expect(listed.sort()).toEqual(
      emitUnit(unit)
        .map(({ path }) => path)
        .sort(),
    );
  });
});
