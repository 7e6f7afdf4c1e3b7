import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonPlan } from "../../cli/plan/json.ts";
import { makePlan } from "../../pipeline/plan/make-plan.ts";
import { shippedProfiles } from "../../pipeline/profile-module.ts";
import { stageFleet } from "../../pipeline/stage-fleet.ts";
import { randomFleets } from "../compiler/reuse/random-fleets.ts";
import type { FleetTexts } from "../evolution/fleet.ts";
import { folderWith } from "../folder-with.ts";

const settings = (root: string, cache?: string) => ({
  root,
  regions: [],
  today: "2026-11-28",
  profiles: shippedProfiles,
  threads: 0,
  ...(cache !== undefined && { cache }),
});

/** Everything that a plan says, and what it finds. */
async function planned(base: string, head: string, cache?: string) {
  const { plan, report } = await makePlan({
    settings: settings(head, cache),
    base: { kind: "files", root: base, code: undefined },
    names: { base: { name: "main" }, head: { name: "files" } },
  });
  return { plan: plan && jsonPlan(plan), findings: report.findings, exempted: report.exempted, counts: report.counts };
}

async function checked(root: string, cache?: string) {
  const { report, discard } = await stageFleet(settings(root, cache));
  await discard();
  const { rules: _, ...told } = report;
  return told;
}

/** An exemption makes the rules that it names run on the base too. */
const EXEMPTION = `exemptions:
  - { rule: FLT-SEC-010, construct: panji/guangdong/shenzhen/sz-mall-01, reason: the probe reads the card, owner: net, ticket: N-1, granted: 2026-11-01, expires: 2027-03-01 }
`;
const withExemption = (texts: FleetTexts, isExempted: boolean): FleetTexts =>
  isExempted ? { ...texts, "sites/exemptions.yaml": EXEMPTION } : texts;

test("A plan and a check say the same whatever is known of sites from the runs before", {
  tags: "property",
  timeout: 240_000,
}, async () => {
  const cache = join(folderWith(), "cache");
  let [told, plans] = [0, 0];
  await fc.assert(
    fc.asyncProperty(randomFleets, randomFleets, fc.boolean(), async (one, other, isExempted) => {
      const [base, head] = [one, other].map((texts) => folderWith(withExemption(texts, isExempted)));
      if (base === undefined || head === undefined) throw new Error("two folders expected");
      for (const [from, to] of [
        [base, head],
        [head, base],
        [base, base],
      ] as const) {
        const cold = await planned(from, to);
        told += cold.findings.length;
        plans += cold.plan === undefined ? 0 : 1;
        expect(await planned(from, to, cache)).toEqual(cold);
      }
      expect(await checked(head, cache)).toEqual(await checked(head));
      expect(await planned(base, head, cache)).toEqual(await planned(base, head));
    }),
    { numRuns: 3 },
  );
  expect(told).toBeGreaterThan(0);
  expect(plans).toBeGreaterThan(4);
});
