import fc from "fast-check";
import { expect, test } from "vitest";
import { findCircle, type OrderedApp, startOrders } from "../../model/system-order.ts";

const app = (name: string, after: readonly string[], state: OrderedApp["state"] = "active"): OrderedApp => ({
  name,
  after,
  state,
});

test("Who waits for a retired app waits for those that it waited for", () => {
  const apps = [app("a", []), app("b", ["a"], "retired"), app("c", ["b"])];
  expect(startOrders(apps)[2]).toEqual({ after: ["a"], step: 1 });
});

test("A circle is told in the order of waiting, from where it is entered", () => {
  expect(findCircle([app("a", ["b"]), app("b", ["c"]), app("c", ["b"])])).toEqual(["b", "c"]);
});

/** Apps that wait for earlier ones alone. */
const ordered = fc.array(fc.array(fc.nat(7), { maxLength: 4 }), { minLength: 1, maxLength: 8 }).map((waits) =>
  waits.map((own, index) =>
    app(
      `app-${index}`,
      [...new Set(own.filter((each) => each < index))].map((at) => `app-${at}`),
    ),
  ),
);

test("Every app comes in a later step than all that it waits for, however they are listed", {
  tags: "property",
}, () => {
  fc.assert(
    fc.property(ordered, fc.gen(), (apps, random) => {
      const shuffled = [...apps].sort(() => random(fc.integer, { min: -1, max: 1 }));
      const steps = new Map(startOrders(shuffled).map(({ step }, index) => [shuffled[index]?.name ?? "", step]));
      for (const { name, after } of apps)
        for (const other of after) expect(steps.get(name)).toBeGreaterThan(steps.get(other) ?? 0);
      expect(findCircle(shuffled)).toBeUndefined();
      const [first, ...rest] = apps as [OrderedApp, ...OrderedApp[]];
      const last = rest.find(({ after }) => after.includes(first.name));
      if (last) expect(findCircle([{ ...first, after: [last.name] }, ...rest])).toContain(first.name);
    }),
  );
});
