import { expect, test } from "vitest";
import { diffReport } from "../../../compiler/diff/report.ts";
import { compiledRevision } from "../../compile-fleet.ts";
import { evolve } from "../../evolution/evolve.ts";
import { FleetData, set } from "../../evolution/fleet.ts";

const sites = new FleetData().zones.flatMap(({ sites }) => sites.map(({ name }) => name));

test.each(sites)("Holding %s, and letting it go on, is shown without any restart", (name) => {
  const [active, held] = evolve({ edit: (fleet) => set(fleet.site(name), { state: "held" }) }).map(compiledRevision);
  if (!active || !held) throw new Error("two versions expected");
  const none = { findings: [], exemptions: [], fields: [], removals: [], byHand: [] };
  for (const [base, head] of [
    [active, held],
    [held, active],
  ] as const) {
    const { groups } = diffReport(base, head, { base: "a", head: "b" }, none);
    expect(groups.length).toBeGreaterThan(0);
    expect(groups.filter(({ effect }) => effect !== "no restart").map(({ title }) => title)).toEqual([]);
  }
});
