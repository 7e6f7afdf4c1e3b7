import { expect, test } from "vitest";
import type { RenderedFleet } from "../../../compiler/diff/changes.ts";
import { diffReport } from "../../../compiler/diff/report.ts";
import type { Fleet } from "../../../constructs/fleet.ts";
import type { CompiledFleet } from "../../compile-fleet.ts";
import { evolve } from "../../evolution/evolve.ts";
import { FleetData, set } from "../../evolution/fleet.ts";

const versionOf = ({ loaded, contents }: CompiledFleet) => {
  const rendered: RenderedFleet = new Map(
    contents.map(({ name, files }) => [name, new Map(files.map((file) => [file.path, file]))]),
  );
  return { fleet: loaded.fleet as Fleet, rendered };
};

const sites = new FleetData().zones.flatMap(({ sites }) => sites.map(({ name }) => name));

test.each(sites)("Holding %s, and letting it go on, is shown without any restart", (name) => {
  const [active, held] = evolve({ edit: (fleet) => set(fleet.site(name), { state: "held" }) }).map(versionOf);
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
