import { describe, expect, test } from "vitest";
import { AppLowering, type ZoneNodes } from "../../../compiler/lower/lower-apps.ts";
import type { Fleet } from "../../../constructs/fleet.ts";
import type { Artifact } from "../../../engines/artifact.ts";
import type { PlacementEngine } from "../../../engines/engine.ts";
import { type EngineTables, engines } from "../../../engines/engines.ts";
import { note, siteOf, smallFleet } from "./small-fleet.ts";

type Scope = Parameters<PlacementEngine["lower"]>[0];

const objectsOf = ({ app, cluster, tenant }: Scope): Artifact => ({
  kind: "objects",
  audience: cluster,
  owner: app.path,
  slot: { tenant },
  objects: [note(app.spec.name)],
});

/** The placement `native` that notes what it is asked; `karmada`, which works at the centre, is asked the same way. */
function lowering(fleet: Fleet, lower: (scope: Scope) => readonly Artifact[] = (scope) => [objectsOf(scope)]) {
  const asked: Scope[] = [];
  const engine = (more: object) => ({
    name: "native",
    kinds: {},
    unsupported: () => [],
    lower: (scope: Scope) => {
      asked.push(scope);
      return lower(scope);
    },
    ...more,
  });
  const placements = { ...engines.placements, native: engine({}), karmada: engine({ needs: { centre: true } }) };
  return { asked, apps: new AppLowering(fleet, { ...engines, placements } as unknown as EngineTables) };
}

const app = (name: string, more: object = {}) => ({ name, tenant: "retail", placement: "native", ...more });
const sites = { "sz-01": { labels: { customer: "metro" } }, "sz-02": {}, "fs-01": {} };
const zonesOf = (fleet: Fleet): readonly ZoneNodes[] =>
  fleet.regions.flatMap(({ zones }) => zones.map((zone) => ({ zone, sites: zone.sites })));
const names = (artifacts: readonly Artifact[]) =>
  artifacts.map((each) => (each.kind === "objects" ? each.objects.map(({ metadata }) => metadata.name) : each.name));

describe("A site that is a cluster of its own", () => {
  test("gets the apps that select it, those of a tenant in one folder", () => {
    const select = { labels: { customer: "metro" } };
    const fleet = smallFleet({
      sites,
      apps: [app("till"), app("radio", { tenant: "telco" }), app("checkout", { select })],
    });
    const { apps } = lowering(fleet);
    expect(names(apps.atSite(siteOf(fleet, "sz-01")))).toEqual([["checkout", "till"], ["radio"]]);
    expect(names(apps.atSite(siteOf(fleet, "sz-02")))).toEqual([["till"], ["radio"]]);
  });

  test("shares the objects with the sites of its zone that run the same apps, and with no others", () => {
    const fleet = smallFleet({ sites, apps: [app("till")] });
    const { apps, asked } = lowering(fleet);
    const at = (name: string) => apps.atSite(siteOf(fleet, name))[0] as Artifact & { objects: object };
    expect(at("sz-02").objects).toBe(at("sz-01").objects);
    expect(at("fs-01").objects).not.toBe(at("sz-01").objects);
    expect(asked.map(({ zones }) => zones.map(({ zone }) => zone.name))).toEqual([["sz"], ["fs"]]);
    expect(at("sz-02").audience).toEqual({ kind: "site", region: "guangdong", site: "sz-02" });
  });

  test("keeps apart what is not the tenant's folder", () => {
    const fleet = smallFleet({ sites, apps: [app("till"), app("checkout")] });
    const { apps } = lowering(fleet, (scope) => [
      objectsOf(scope),
      { kind: "operator-file", audience: "tool", name: `${scope.app.spec.name}.yaml`, text: "", owner: scope.app.path },
    ]);
    expect(names(apps.atSite(siteOf(fleet, "sz-01")))).toEqual([["checkout"], "checkout.yaml", ["till"], "till.yaml"]);
  });
});

describe("On nodes of a parent", () => {
  const hub = { kind: "hub", region: "guangdong" } as const;

  test("an app is asked for once, with every zone in which it selects a site", () => {
    const fleet = smallFleet({ sites, apps: [app("till"), app("checkout", { select: { zones: ["fs"] } })] });
    const { apps, asked } = lowering(fleet);
    apps.onNodes(hub, zonesOf(fleet));
    expect(asked.map(({ app: { spec }, zones }) => [spec.name, zones.map(({ zone }) => zone.name)])).toEqual([
      ["checkout", ["fs"]],
      ["till", ["fs", "sz"]],
    ]);
  });

  test("an app that selects nothing there is not asked for", () => {
    const fleet = smallFleet({ sites, apps: [app("till", { select: { labels: { customer: "nobody" } } })] });
    const { apps, asked } = lowering(fleet);
    expect(apps.onNodes(hub, zonesOf(fleet))).toEqual([]);
    expect(asked).toEqual([]);
  });

  test("labels name the sites, and without labels none is named, so that a new site changes nothing", () => {
    const select = { labels: { customer: "metro" } };
    const fleet = smallFleet({ sites, apps: [app("till"), app("checkout", { select })] });
    const { apps, asked } = lowering(fleet);
    apps.onNodes(hub, zonesOf(fleet));
    expect(asked.map(({ zones }) => zones.map(({ sites: chosen }) => chosen))).toEqual([
      [["sz-01"]],
      [undefined, undefined],
    ]);
  });

  test("a zone is told apart by its name, and at the centre by its region's too", () => {
    const fleet = smallFleet({ sites, apps: [app("till")] });
    const { apps, asked } = lowering(fleet);
    for (const cluster of [hub, { kind: "centre" } as const]) apps.onNodes(cluster, zonesOf(fleet).slice(0, 1));
    expect(asked.map(({ zones }) => zones.map(({ suffix, nodeSelector }) => [suffix, nodeSelector]))).toEqual([
      [["fs", { "flotilla.dev/zone": "fs" }]],
      [["guangdong-fs", { "flotilla.dev/region": "guangdong", "flotilla.dev/zone": "fs" }]],
    ]);
  });
});

test("A placement that needs the centre is asked there alone", () => {
  const fleet = smallFleet({ sites, apps: [app("till"), app("spread", { placement: "karmada" })] });
  const { apps } = lowering(fleet);
  expect(names(apps.atSite(siteOf(fleet, "sz-01")))).toEqual([["till"]]);
  expect(names(apps.onNodes({ kind: "hub", region: "guangdong" }, zonesOf(fleet)))).toEqual([["till"]]);
  expect(apps.atCentre(zonesOf(fleet))).toMatchObject([{ audience: { kind: "centre" }, objects: [note("spread")] }]);
});
