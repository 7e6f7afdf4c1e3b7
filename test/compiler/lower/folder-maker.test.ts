import { describe, expect, test } from "vitest";
import { FolderMaker, profileLabel } from "../../../compiler/lower/folder-maker.ts";
import { specimenFleet } from "../../profiles/specimens.ts";

const fleet = specimenFleet([]);
const owner = { construct: "panji/guangdong/shenzhen/sz-01", labels: { fleet: "panji", site: "sz-01" } };
const other = { construct: "panji/guangdong/shenzhen/sz-02", labels: { fleet: "panji", site: "sz-02" } };
const addon = { category: "addon", privileged: false } as const;

describe("a folder", () => {
  test("belongs to its owner, carries his labels and its layer's, and tells rules what they may ask", () => {
    const objects = [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a", namespace: "b" } }];
    expect(
      new FolderMaker(fleet).for(owner, { kubernetes: "1.33.1" })("sites/a/sz-01/logs", "logs", objects, addon),
    ).toEqual({
      path: "sites/a/sz-01/logs",
      construct: owner.construct,
      labels: { fleet: "panji", site: "sz-01", layer: "logs" },
      context: {
        layer: "logs",
        category: "addon",
        privileged: false,
        registries: fleet.spec.registries,
        repositories: fleet.spec.repositories,
        tenants: fleet.spec.tenants,
        kubernetes: "1.33.1",
      },
      objects,
    });
  });

  test("of another owner with the same layer shares its context, by which findings are remembered", () => {
    const maker = new FolderMaker(fleet);
    const context = (of: typeof owner, layer: string, facts: Parameters<ReturnType<FolderMaker["for"]>>[3]) =>
      maker.for(of, {})("p", layer, [], facts).context;
    const first = context(owner, "logs", addon);
    expect(context(other, "logs", { ...addon })).toBe(first);
    const others = [
      context(owner, "metrics", addon),
      context(owner, "logs", { ...addon, category: "csi" }),
      context(owner, "logs", { ...addon, privileged: true }),
      context(owner, "logs", { ...addon, tenant: "retail" }),
    ];
    expect(new Set([first, ...others]).size).toBe(5);
    expect(others.map(({ tenant }) => tenant)).toEqual([undefined, undefined, undefined, "retail"]);
  });
});

test("A reference of a profile becomes a label value, which may hold no @", () => {
  expect(profileLabel("edge-k3s@1.0.0")).toBe("edge-k3s-1.0.0");
});
