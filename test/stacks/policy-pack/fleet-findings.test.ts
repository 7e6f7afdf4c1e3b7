import { expect, test } from "vitest";
import { shippedCode } from "../../../compiler/fleet-code.ts";
import { loadFleet } from "../../../compiler/load/load-fleet.ts";
import type { Rule } from "../../../policies/rule.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { fleetFindings } from "../../../stacks/policy-pack/fleet-findings.ts";
import { shippedProfiles } from "../../compile-fleet.ts";
import { fleetOnDisk } from "../../fleet-on-disk.ts";

const text = { severity: "error", title: "Never answers", help: "It throws.", bad: "", good: "" } as const;
const check = () => {
  throw new Error("no answer");
};

test.each([
  ["the fleet", { ...text, id: "SHOP-FLEET-001", scope: "fleet", check }],
  ["a site", { ...text, id: "SHOP-SITE-001", scope: "site", check }],
] as readonly (readonly [string, Rule])[])(
  "A rule on %s that throws is a failure of the stack, and no pass",
  (_, rule) => {
    const { fleet, selection, textOf } = loadFleet(fleetOnDisk(), catalogue);
    if (!fleet) throw new Error("a fleet expected");
    const code = { ...shippedCode, rules: [rule], fingerprints: () => shippedProfiles.fingerprints };
    const findingsAt = fleetFindings({ fleet, selection, code, textOf }, "2026-11-21");
    const place = { fleet: "panji", repository: "guangdong" };
    const found = [undefined, "shenzhen/sz-nanshan-01", "sz-nanshan-01"].flatMap((unit) =>
      findingsAt({ ...place, unit }),
    );
    expect(found.map(({ code: id }) => id)).toEqual(["FLT-SYS-001"]);
  },
);
