/** What a review must tell of a held site, whichever review it is. */

import { expect, test } from "vitest";
import type { ByHandItem } from "../../compiler/diff/by-hand.ts";
import type { Evolution } from "./evolve.ts";
import { type FleetData, set } from "./fleet.ts";

/** What a review says of the step of a fleet. */
export type ReviewOf = (change: Omit<Evolution, "plan">) => {
  readonly byHand: readonly ByHandItem[];
  /** `orphans <construct>...`: what becomes of the Deployment of signage, and where. */
  readonly effects: readonly string[];
};

/** The app signage, which is alone in its tenant's folder there. */
const noSignage = (fleet: FleetData) =>
  fleet.apps.splice(0, fleet.apps.length, ...fleet.apps.filter(({ name }) => name !== "signage"));

export function tellsHeldSites(review: ReviewOf): void {
  // Once a diff said that the app's objects go, and they ran on at the held site for ever, with nobody who knew of them.
  test.each([
    ["under Flux", "sz-mall-01", "guangdong", "sites/shenzhen/sz-mall-01/80-apps-retail"],
    ["under Argo CD", "cs-mall-01", "hunan", "sites/changsha/cs-mall-01/80-apps-retail"],
  ])(
    "What a held site %s would keep for ever is told as orphaned, with the step that deletes it",
    (_, name, region, path) => {
      const held = (fleet: FleetData) => set(fleet.site(name), { state: "held" });
      const { byHand, effects } = review({ from: held, edit: noSignage });
      expect(effects).toContainEqual(expect.stringMatching(new RegExp(`^orphans .*/${name}$`)));
      expect(byHand).toEqual([
        expect.objectContaining({
          when: "after publishing",
          at: `cluster ${name}`,
          what: expect.stringContaining(`(3 objects), from a clone of ${region} at the commit before`),
          command: `kubectl delete -k ${path}`,
        }),
      ]);
    },
  );

  test("A commit that resumes the site comes too late for a folder that goes with it", () => {
    const { byHand } = review({
      from: (fleet) => set(fleet.site("sz-mall-01"), { state: "held" }),
      edit: (fleet) => [set(fleet.site("sz-mall-01"), { state: "active" }), noSignage(fleet)],
    });
    expect(byHand).toHaveLength(1);
  });

  test("At a site that is not held the objects go, and nothing is left to do", () => {
    const { byHand, effects } = review({ edit: noSignage });
    expect(byHand).toEqual([]);
    expect(effects.filter((each) => each.startsWith("orphans"))).toEqual([]);
  });
}
