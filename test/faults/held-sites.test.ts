import { expect, test } from "vitest";
import type { Plan } from "../../compiler/plan/plan.ts";
import { planOf, sideOf } from "../compiler/plan/plan-of.ts";
import { type Evolution, evolve } from "../evolution/evolve.ts";
import { FleetData, set } from "../evolution/fleet.ts";

/** `effects`, `orphans <construct>...`: what becomes of the Deployment of signage, and where. */
function review(
  change: Omit<Evolution, "plan">,
): Pick<Plan, "byHand" | "classes"> & { readonly effects: readonly string[] } {
  const [base, head] = evolve(change).map(({ contents }) => sideOf(contents));
  if (!base || !head) throw new Error("two versions expected");
  const { byHand, classes } = planOf(base, head);
  const gone = classes.filter(
    ({ kind, path, objects }) =>
      kind === "removed" && path.includes("80-apps-retail") && objects.includes("Deployment signage"),
  );
  return { byHand, classes, effects: gone.map(({ effect, members }) => `${effect} ${members.join(" ")}`) };
}

/** The app signage, which is alone in its tenant's folder there. */
const noSignage = (fleet: FleetData) =>
  fleet.apps.splice(0, fleet.apps.length, ...fleet.apps.filter(({ name }) => name !== "signage"));

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

const sites = new FleetData().zones.flatMap(({ sites }) => sites.map(({ name }) => name));

test.each(sites)("Holding %s, and letting it go on, is shown without any restart", (name) => {
  const held = (fleet: FleetData) => set(fleet.site(name), { state: "held" });
  const active = (fleet: FleetData) => set(fleet.site(name), { state: "active" });
  for (const { classes } of [review({ edit: held }), review({ from: held, edit: active })]) {
    expect(classes.length).toBeGreaterThan(0);
    expect(classes.filter(({ effect }) => effect !== "no restart").map(({ title }) => title)).toEqual([]);
  }
});
