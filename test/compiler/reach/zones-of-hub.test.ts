import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eachUnit } from "../../../compiler/each-unit.ts";
import { siteIsolation } from "../../../compiler/reach/site-isolation.ts";
import type { Fleet } from "../../../constructs/fleet.ts";
import { engines } from "../../../engines/engines.ts";
import { field } from "../../../model/json-fields.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { shippedProfiles } from "../../compile-fleet.ts";
import { app, nodes, zone } from "../../evolution/entries.ts";
import { compileTexts } from "../../evolution/evolve.ts";
import { FleetData } from "../../evolution/fleet.ts";

const profile = "edge-openyurt@1.0.0";
const ZONES = ["dongguan", "foshan", "zhuhai"];

/** All that the hub's cluster holds of a fleet with these apps in zones of one hub. */
function hubWith(apps: readonly { readonly tenant: "retail" | "telco"; readonly zones: readonly string[] }[]) {
  const data = new FleetData();
  const keep = data.zones.filter((each) => each.region !== "guangdong");
  data.zones.splice(0, data.zones.length, ...keep);
  for (const [index, name] of ZONES.entries()) {
    data.zones.push(zone("guangdong", name, [nodes(`${name}-01`, `10.44.${5 + index}`, { profile })]));
  }
  data.apps.splice(0);
  for (const [index, { tenant, zones }] of apps.entries())
    data.apps.push(app(tenant, `app-${index}`, { select: { zones: [...zones] } }));
  const { loaded } = compileTexts(data.texts(), shippedProfiles);
  const fleet = loaded.fleet as Fleet;
  const objects: KubernetesObject[] = [];
  const selection = { regions: fleet.regions.filter(({ name }) => name === "guangdong"), centre: false };
  eachUnit({ fleet, selection, engines }, (unit) => {
    for (const folder of unit.hubFolders) objects.push(...folder.objects);
  });
  return { objects, namespaces: new Set(fleet.spec.tenants.flatMap((tenant) => tenant.namespaces)) };
}

const asked = fc.array(
  fc.record({
    tenant: fc.constantFrom("retail" as const, "telco" as const),
    zones: fc.subarray(ZONES, { minLength: 1 }),
  }),
  { minLength: 1, maxLength: 4 },
);

test("Pods of one tenant reach each other across zones of a hub, and none of another tenant's", {
  tags: "property",
}, () => {
  fc.assert(
    fc.property(asked, (apps) => {
      const { objects, namespaces } = hubWith(apps);
      const { workloads, pairs } = siteIsolation(objects, namespaces);
      const tenantOf = (name: string) => name.split("/")[0];
      const made = apps.flatMap(({ tenant, zones }, index) => zones.map((name) => `${tenant}/app-${index}-${name}`));
      expect(workloads).toEqual(made.sort());
      expect(pairs).toEqual(
        workloads.flatMap((from) =>
          workloads.filter((to) => tenantOf(to) === tenantOf(from)).map((to) => ({ from, to, ports: "any" })),
        ),
      );
    }),
    { numRuns: 8 },
  );
});

describe("The Service of an app in several zones of a hub", () => {
  const { objects } = hubWith([{ tenant: "retail", zones: ZONES }]);
  const ofKind = (kind: string) => objects.filter((each) => each.kind === kind && each.metadata.namespace === "retail");

  test("leads to pods of its own zone alone", () => {
    const pods = ofKind("Deployment").map(({ metadata: { name }, spec }) => ({
      name,
      labels: field(spec, "template", "metadata", "labels") as Readonly<Record<string, string>>,
    }));
    expect(pods).toHaveLength(ZONES.length);
    const led = ofKind("Service").map(({ metadata: { name }, spec }) => {
      const selector = Object.entries(field(spec, "selector") as Readonly<Record<string, string>>);
      const own = pods.filter(({ labels }) => selector.every(([key, value]) => labels[key] === value));
      return [name, own.map((each) => each.name)];
    });
    expect(led).toEqual(pods.map(({ name }) => [name, [name]]));
  });
});
