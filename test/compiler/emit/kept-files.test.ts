import { join } from "node:path";
import { expect, test } from "vitest";
import { emitUnit } from "../../../compiler/emit/emit-unit.ts";
import type { Folder, Unit } from "../../../compiler/lower/unit.ts";
import { withPruneProtection } from "../../../engines/protection.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { compileFleet } from "../../compile-fleet.ts";

const object = (name: string): KubernetesObject => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name } });
const folder = (path: string, objects: readonly KubernetesObject[], orphaned?: true): Folder => ({
  path,
  construct: "panji/centre",
  labels: {},
  context: {
    layer: "x",
    category: "addon",
    privileged: false,
    registries: [],
    repositories: "https://git.panji.example/fleet",
    tenants: [],
  },
  objects,
  ...(orphaned && { orphaned }),
});
const kept = (unit: Unit) => emitUnit(unit).flatMap((file) => (file.kept ? [file.path] : []));

test("Objects that are protected or lie in an orphaned folder are kept, and no other file is", () => {
  const unit: Unit = {
    name: "centre",
    construct: "panji/centre",
    hubFolders: [
      folder("hub/platform/50-a", [object("plain"), withPruneProtection(object("protected"))]),
      folder("hub/platform/50-b", [object("orphan")], true),
    ],
    siteFolders: [],
    files: [{ path: "hosts/1/a.yaml", text: "", construct: "panji/centre" }],
  };
  expect(kept(unit)).toEqual(["hub/platform/50-a/configmap_protected.yaml", "hub/platform/50-b/configmap_orphan.yaml"]);
});

/** Of the object itself; a file may hold others as text. */
const annotation = /^ {4}kustomize\.toolkit\.fluxcd\.io\/prune: disabled$/m;

test("In a fleet these are the files with the annotations of both engines", () => {
  const { contents } = compileFleet(join(import.meta.dirname, "../../golden/flux/fleet"));
  const files = contents.flatMap((each) => each.files);
  const annotated = files.filter(({ path, text }) => /^(hub|sites)\//.test(path) && annotation.test(text));
  expect(annotated.length).toBeGreaterThan(20);
  expect(files.filter((file) => file.kept).map(({ path }) => path)).toEqual(annotated.map(({ path }) => path));
});
