import { describe, expect, test } from "vitest";
import { fieldChanges } from "../../compiler/field-changes.ts";
import { recordedFields } from "../../constructs/site-fields.ts";
import { type Inventory, type InventorySite, inventoryVersion } from "../../model/inventory.ts";
import { exampleDocuments } from "../../policies/example-document.ts";
import { fleetOf } from "../policies/example-fleet.ts";

const zone = `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    hosts:
      - { name: sz-nanshan-01-a, machineId: 4c4c4544-0051-3110-8052-b4c04f4e3332, mac: "02:44:0c:00:00:01", address: 10.44.12.11 }
      - { name: sz-nanshan-01-b, machineId: 4c4c4544-0051-3110-8052-b4c04f4e3333, mac: "02:44:0c:00:00:02", address: 10.44.12.12, role: worker }
`;
const { fleet } = fleetOf(exampleDocuments(zone));
const site = fleet.regions.flatMap(({ sites }) => sites).find(({ name }) => name === "sz-nanshan-01");
if (!site) throw new Error("no site in the example");
const now = recordedFields(site, []);

/** What the step from other fields, or another entry of the inventory, to the site of today changes. */
function changesFrom(before: Readonly<Record<string, string>> | undefined, entry: Partial<InventorySite> = {}) {
  if (!site) return [];
  const own: InventorySite = { zone: "shenzhen", kind: "cluster", state: "active", profile: site.reference };
  const inventory: Inventory = {
    version: inventoryVersion,
    tool: "flotilla",
    fleet: "panji",
    repository: "guangdong",
    sites: { [site.name]: { ...own, fields: before, ...entry } },
    files: {},
  };
  const after = { sites: { [site.name]: { ...own, fields: now } }, files: [] };
  return fieldChanges({ fleet, repository: "guangdong", before: inventory, after });
}

const host = (name: string) =>
  Object.fromEntries(Object.entries(now).filter(([key]) => key.startsWith(`hosts.${name}.`)));
const without = (name: string) =>
  Object.fromEntries(Object.entries(now).filter(([key]) => !key.startsWith(`hosts.${name}.`)));

describe("The fields of a site that change", () => {
  test("are none when nothing differs, when nobody knows the old ones, and when the site is not deployed", () => {
    expect(changesFrom(now)).toEqual([]);
    expect(changesFrom(undefined)).toEqual([]);
    expect(changesFrom({ ...now, "network.pods": "10.9.0.0/16" }, { state: "planned" })).toEqual([]);
    expect(changesFrom({ ...now, "network.pods": "10.9.0.0/16" }, { state: "retired" })).toEqual([]);
  });

  test("are told with both values and the facts of the engine", () => {
    expect(changesFrom({ ...now, "network.pods": "10.9.0.0/16" })).toMatchObject([
      { field: "network.pods", before: "10.9.0.0/16", after: now["network.pods"], mayChange: false, effect: "refused" },
    ]);
  });

  test("that nobody has facts of are unknown, and never let through", () => {
    expect(changesFrom({ ...now, "network.colour": "red" })).toMatchObject([
      { field: "network.colour", mayChange: false, effect: "unknown" },
    ]);
  });

  test("are a host that comes, that goes, or that has another name, each as one", () => {
    expect(changesFrom(without("sz-nanshan-01-b")).map(({ field, after }) => [field, after])).toEqual([
      ["hosts.sz-nanshan-01-b", "sz-nanshan-01-b"],
    ]);
    const more = { ...now, "hosts.old.role": "worker", "hosts.old.machineId": "1", "hosts.old.mac": "2" };
    expect(changesFrom(more).map(({ field, before, after }) => [field, before, after])).toEqual([
      ["hosts.old", "old", undefined],
    ]);
    const other = Object.fromEntries(
      Object.entries(host("sz-nanshan-01-b")).map(([key, value]) => [key.replace("01-b", "01-x"), value]),
    );
    expect(changesFrom({ ...without("sz-nanshan-01-b"), ...other })).toMatchObject([
      { field: "hosts.sz-nanshan-01-b.name", before: "sz-nanshan-01-x", after: "sz-nanshan-01-b", mayChange: false },
    ]);
  });

  test("of a replaced server are that it is another machine, not also its MAC", () => {
    const b = "hosts.sz-nanshan-01-b";
    const changes = changesFrom({ ...now, [`${b}.machineId`]: "1", [`${b}.mac`]: "2" });
    expect(changes.map(({ field }) => field)).toEqual([`${b}.machineId`]);
    const moved = changesFrom({ ...now, [`${b}.machineId`]: "1", [`${b}.address`]: "10.44.12.20" });
    expect(moved.map(({ field }) => field)).toEqual([`${b}.address`, `${b}.machineId`]);
  });
});
