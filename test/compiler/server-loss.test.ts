import { expect, test } from "vitest";
import { loadFleet } from "../../compiler/load/load-fleet.ts";
import { serverLoss } from "../../compiler/server-loss.ts";
import type { Site } from "../../constructs/site.ts";
import { catalogue } from "../../profiles/catalogue.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";

const zone = "sites/guangdong/shenzhen.yaml";

/** The small fleet's site with these roles, in the order of a, b, c. */
function siteWith(...roles: readonly string[]): Site {
  const hosts = roles.map(
    (role, index) =>
      `      - { name: sz-nanshan-01-${"abcde"[index]}, serial: S${index}, arch: arm64, role: ${role}, address: 10.44.12.${11 + index}, mac: "02:44:0c:00:01:0${index}", disk: auto }\n`,
  );
  const text = (smallFleet()[zone] as string).replace(/ {4}hosts:\n[\s\S]*$/, `    hosts:\n${hosts.join("")}`);
  return loadFleet(fleetOnDisk({ [zone]: text }), catalogue).fleet?.regions[0]?.sites[0] as Site;
}

const control = "control-plane";

test.each([
  ["one server", [control], /^the site stands still/],
  ["two servers", [control, "worker"], /^without sz-nanshan-01-a nothing starts and no pod moves/],
  ["two workers beside one control plane", ["worker", control, "worker"], /^without sz-nanshan-01-b nothing starts/],
  ["two control planes", [control, control], /^without either of its two control planes nothing starts/],
  ["two workers alone", ["worker", "worker"], /^no server is a control plane/],
  ["three control planes", [control, control, control], /^any one of 3 control planes may be lost: .* its pods move$/],
  ["five control planes", [control, control, control, control, control], /^any 2 of 5 control planes/],
  ["three control planes and a worker", [control, control, control, "worker"], /a worker's pods move too$/],
])("A site of %s says what goes on without one of them", (_, roles, sentence) => {
  expect(serverLoss(siteWith(...roles))).toMatch(sentence);
});
