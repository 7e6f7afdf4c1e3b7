import { expect, test } from "vitest";
import { loadFleet } from "../../../compiler/load/load-fleet.ts";
import { locate } from "../../../compiler/load/locate.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { fleetOnDisk } from "../../fleet-on-disk.ts";
import { hintText } from "./hint-text.ts";

function findings(text: string, regions: readonly string[] = []): string[] {
  const { diagnostics, textOf } = loadFleet(fleetOnDisk({ "sites/OWNERS.yaml": text }), catalogue, regions);
  return locate(diagnostics, textOf).map(
    ({ at, position, code, message, hint }) =>
      `${at?.file}:${position?.line}:${position?.column} ${code} ${message}${hintText(hint)}`,
  );
}

test("Owners of the fleet, a region, a zone, a site, the centre and a profile are read with their groups", () => {
  const text = `frozenRings: [frozen, christmas]
areas:
  - { construct: panji, owners: [fleet-team] }
  - { construct: panji/centre, owners: [panji/core] }
  - { construct: panji/guangdong/shenzhen, owners: [shenzhen-field] }
  - { construct: panji/guangdong/shenzhen/sz-nanshan-01, owners: [store-12] }
  - { profile: edge-k3s, owners: [platform-team] }
  - { profile: edge-k3s@1.0.0, owners: [platform-team] }
`;
  expect(findings(text)).toEqual([]);
  const { fleet } = loadFleet(fleetOnDisk({ "sites/OWNERS.yaml": text }), catalogue);
  expect(fleet?.owners).toMatchObject({ frozenRings: ["frozen", "christmas"], areas: { length: 6 } });
});

test("Without the file nobody is named, and the ring frozen is the frozen one", () => {
  expect(loadFleet(fleetOnDisk(), catalogue).fleet?.owners).toMatchObject({ frozenRings: ["frozen"], areas: [] });
});

test.each([
  [
    "areas:\n  - { construct: panji/guangdnog, owners: [a] }\n",
    "sites/OWNERS.yaml:2:18 build/unknown-area areas.0.construct: found panji/guangdnog, expected the path of a construct, like panji | did you mean panji/guangdong?",
  ],
  [
    "areas:\n  - { profile: edge-k3, owners: [a] }\n",
    "sites/OWNERS.yaml:2:16 build/unknown-area areas.0.profile: found edge-k3, expected the name of a profile | did you mean edge-k3s?",
  ],
  [
    "areas:\n  - { construct: panji, profile: edge-k3s, owners: [a] }\n",
    "sites/OWNERS.yaml:2:5 load/value areas.0: found a mapping, expected construct or profile, one of both",
  ],
  [
    "areas:\n  - { construct: panji, owners: [] }\n",
    "sites/OWNERS.yaml:2:33 load/value areas.0.owners: found a list of 0, expected at least one group or user",
  ],
  [
    "areas:\n  - { construct: panji, owners: ['@everyone'] }\n",
    'sites/OWNERS.yaml:2:34 load/value areas.0.owners.0: found "@everyone", expected a group of the forge like panji/network-team, or a user, without @',
  ],
  [
    "area:\n  - { construct: panji, owners: [a] }\n",
    "sites/OWNERS.yaml:1:1 load/unknown-key area: unknown key, expected one of frozenRings, areas | did you mean areas?",
  ],
])("A fault is told with its place and the next step: %s", (text, finding) => {
  expect(findings(text).map((each) => each.replace(/ \| (?!did you mean).*/, ""))).toEqual([finding]);
});

test("A zone that was not read is no unknown area", () => {
  const text = "areas:\n  - { construct: panji/guangdong/shenzhen, owners: [a] }\n";
  expect(findings(text, ["centre"])).toEqual([]);
});
