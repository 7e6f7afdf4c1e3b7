import { expect, test } from "vitest";
import { compile } from "../../compiler/compile.ts";
import { loadFleet } from "../../compiler/load/load-fleet.ts";
import { rules } from "../../policies/rules.ts";
import { shippedProfiles } from "../compile-fleet.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";

const REGION = "sites/guangdong/region.yaml";
const ZONE = "sites/guangdong/shenzhen.yaml";
const APP = "apps/retail/checkout.yaml";

/** What is found in the small fleet with parameters of sites' profiles at region scope and these changes. */
function found(changes: Readonly<Record<string, string | null>>): readonly string[] {
  const region = (smallFleet()[REGION] as string).replace(
    "parameters: {}",
    "parameters: { storage: 100Gi, ntp: [10.44.0.1] }",
  );
  const root = fleetOnDisk({ [REGION]: region, ...changes });
  const { fleet, selection, diagnostics } = loadFleet(root, shippedProfiles.catalogue);
  const facts = { today: "2026-11-21", ...shippedProfiles.fingerprints };
  const ofRules = fleet && diagnostics.length === 0 ? compile({ fleet, selection, rules, facts }).diagnostics : [];
  return [...diagnostics, ...ofRules].map(({ code, message, hint }) => `${code} ${message}; ${hint}`);
}

test("Parameters of sites may stand at a region that has them", () => {
  expect(found({})).toEqual([]);
});

// Once the last zone could not go: each parameter of the region was told as an unknown one.
test("A region that loses its last zone is told as that, and not by the parameters that its sites had", () => {
  expect(found({ [ZONE]: null, [APP]: null })).toEqual([
    "FLT-HIER-003 region guangdong has no sites in its 0 zones, expected at least one; add a zone file with a site below sites/guangdong/, or set state: retired for the region",
  ]);
});

test("A region that retires with its last zone keeps its parameters until it goes", () => {
  const region = (smallFleet()[REGION] as string).replace(
    "parameters: {}",
    "state: retired\nparameters: { storage: 100Gi, ntp: [10.44.0.1] }",
  );
  expect(found({ [REGION]: region, [ZONE]: null, [APP]: null })).toEqual([]);
});

test("Parameters that only a profile of sites that are gone reads are one finding, with that profile", () => {
  const zone = (smallFleet()[ZONE] as string).replace("{ storage: 200Gi }", "{ metricsHistory: 9d, storge: 1Gi }");
  expect(found({ [ZONE]: zone })).toEqual([
    expect.stringMatching(/^build\/unknown-parameter unknown parameter storge at site scope, .*; did you mean/),
    "build/unknown-parameter parameter metricsHistory at site scope is read by centre-gateways@1.0.0, centre-gateways@1.1.0, centre@1.0.0, centre@1.1.0, region-hub@1.0.0, region-hub@1.1.0, region-hub@1.2.0 alone, expected a site, hub or centre below with that profile; remove it when the last of them is gone, or pin the profile again",
  ]);
});

test("A name that no profile has is unknown also where there are no sites", () => {
  const region = (smallFleet()[REGION] as string).replace("parameters: {}", "parameters: { storge: 100Gi }");
  expect(found({ [REGION]: region, [ZONE]: null, [APP]: null })).toEqual([
    expect.stringMatching(/^build\/unknown-parameter unknown parameter storge at region scope/),
  ]);
});
