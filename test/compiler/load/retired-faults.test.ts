import { expect, test } from "vitest";
import { loadFleet } from "../../../compiler/load/load-fleet.ts";
import { locate } from "../../../compiler/load/locate.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { fleetOnDisk, smallFleet } from "../../fleet-on-disk.ts";

/** Every finding as `code message` after other text in a file of the small fleet. */
function faults(file: string, from: string, to: string): readonly string[] {
  const text = smallFleet()[file] as string;
  expect(text).toContain(from);
  const { diagnostics, textOf } = loadFleet(fleetOnDisk({ [file]: text.replace(from, to) }), catalogue);
  return locate(diagnostics, textOf).map(({ code, message }) => `${code} ${message}`);
}

const tenant = (fields: string) =>
  faults("sites/fleet.yaml", "namespaces: [retail]", `namespaces: [retail, old], ${fields}`);

test.each(["state: retired", "retiredNamespaces: [old]", "state: active, retiredNamespaces: []"])(
  "A tenant may say %s",
  (fields) => {
    expect(tenant(fields)).toEqual([]);
  },
);

test.each([
  ["state: gone", 'load/value tenants.0.state: found "gone", expected one of active, retired'],
  [
    "retiredNamespaces: [older]",
    'load/value tenants.0.retiredNamespaces.0: found "older", expected one of the tenant\'s namespaces, which stays listed until it is removed',
  ],
  [
    "retiredNamespaces: [old, retail]",
    "load/value tenants.0.retiredNamespaces: found a list of 2, expected a namespace that stays, or state: retired for the tenant",
  ],
])("A tenant that says %s is refused", (fields, fault) => {
  expect(tenant(fields)).toEqual([fault]);
});

test("A region that says an unknown state is refused", () => {
  expect(faults("sites/guangdong/region.yaml", "name: guangdong", "name: guangdong\nstate: closed")).toEqual([
    'load/value state: found "closed", expected one of active, retired',
  ]);
});

test("A layer to retire that no cluster has is told, since nothing would come of it", () => {
  const found = faults("sites/guangdong/region.yaml", "name: guangdong", "name: guangdong\nretire: [50-metrix]");
  expect(found).toEqual([
    "build/unknown-reconciler retire names 50-metrix, expected the folder of a reconciler of some cluster below panji/guangdong",
  ]);
});
