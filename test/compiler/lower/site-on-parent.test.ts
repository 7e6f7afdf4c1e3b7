import { expect, test } from "vitest";
import { createLoweringContext } from "../../../compiler/lower/lowering-context.ts";
import { siteFolderOnParent, siteStep } from "../../../compiler/lower/site-on-parent.ts";
import type { Folder } from "../../../compiler/lower/unit.ts";
import { engines } from "../../../engines/engines.ts";
import { note, siteOf, smallFleet } from "./small-fleet.ts";

const fleet = smallFleet({ sites: { "sz-01": {}, "sz-02": { state: "held" } } });
const context = createLoweringContext(fleet, engines);
const site = siteOf(fleet, "sz-01");

const made = (engine: string, ...names: readonly string[]) =>
  ({
    kind: "objects",
    audience: { kind: "hub", region: "guangdong" },
    slot: { site },
    engine,
    objects: names.map(note),
  }) as const;

test("What the pools of a site put on its parent is one folder, labelled as the site's", () => {
  expect(siteFolderOnParent(site, [made("metal", "a", "b"), made("virtual", "c")], context)).toMatchObject([
    {
      path: "hub/sites/sz/sz-01",
      construct: "panji/guangdong/sz/sz-01",
      labels: { fleet: "panji", region: "guangdong", zone: "sz", site: "sz-01", profile: "edge-1.0.0", layer: "metal" },
      context: { category: "provisioning", privileged: false },
      objects: [note("a"), note("b"), note("c")],
    },
  ]);
});

test("Without an object there is no folder", () => {
  expect(siteFolderOnParent(site, [], context)).toEqual([]);
  expect(siteFolderOnParent(site, [made("metal")], context)).toEqual([]);
});

const path = "hub/sites/sz/sz-01";

test("Its reconciler is waited for by none, and held with the site", () => {
  const steps = ["sz-01", "sz-02"].map((name) => siteStep(siteOf(fleet, name), { path } as Folder));
  expect(steps).toMatchObject([
    { name: "site-sz-01", path, category: "app", awaited: false, suspended: false },
    { name: "site-sz-02", path, category: "app", awaited: false, suspended: true },
  ]);
});

// A suspended one never applied the pause of the Cluster, which went on replacing machines.
test("At a held site it goes on, and deletes nothing, where the objects themselves say that they are paused", () => {
  const paused = { ...made("metal", "a"), slot: { site, pauses: true } } as const;
  const [folder] = siteFolderOnParent(site, [paused], context);
  expect(siteStep(siteOf(fleet, "sz-02"), folder as Folder)).toMatchObject({ suspended: false, keeps: true });
  expect(siteStep(site, folder as Folder)).not.toHaveProperty("keeps");
  const [mixed] = siteFolderOnParent(site, [paused, made("nodes", "b")], context);
  expect(siteStep(siteOf(fleet, "sz-02"), mixed as Folder)).toMatchObject({ suspended: true });
});
