import fc from "fast-check";
import { expect, test } from "vitest";
import { type AddressNeed, addressPlan } from "../../../bench/fleet/address-plan.ts";
import { apportion } from "../../../bench/fleet/apportion.ts";

test("100,000 sites of four servers fit into 10.0.0.0/8 however they are spread over 31 regions", {
  tags: "property",
}, () => {
  const weights = fc.array(fc.double({ min: 1e-9, max: 1, noNaN: true }), { minLength: 31, maxLength: 31 });
  fc.assert(
    fc.property(weights, (spread) => {
      const needs = apportion(100_000 - 31, spread).map((more) => ({ sites: more + 1, controllers: 4 * (more + 1) }));
      expect(problems(needs)).toEqual([]);
    }),
  );
});

test("31 regions just over a power of two fit as well, the worst that rounding makes of a fleet", () => {
  expect(problems(Array.from({ length: 31 }, () => ({ sites: 3855, controllers: 4 * 3855 })))).toEqual([]);
});

test("a fleet that does not fit is refused", () => {
  expect(() => addressPlan([{ sites: 300_000, controllers: 0 }])).toThrow(RangeError);
});

/** Supernets that are not aligned, that reach into the next or out of 10.0.0.0/8, and ranges that leave their supernet. */
function problems(needs: readonly AddressNeed[]): readonly string[] {
  const regions = addressPlan(needs).map(({ supernet, site, controller }, index) => {
    const { sites, controllers } = needs[index] as AddressNeed;
    const size = 2 ** (32 - supernet.prefix);
    const inner = [site(0), site(sites), controller(controllers), controller(0)];
    return { first: supernet.first, end: supernet.first + size, size, inner };
  });
  const sorted = [...regions].sort((a, b) => a.first - b.first);
  return sorted.flatMap(({ first, end, size, inner }, index) => [
    ...(first % size === 0 ? [] : [`${first} not aligned`]),
    ...(end <= (sorted[index + 1]?.first ?? 11 * 2 ** 24) ? [] : [`${first} overlaps`]),
    ...(first >= 10 * 2 ** 24 ? [] : [`${first} too low`]),
    ...([first, ...inner, end].every((value, at, all) => at === 0 || (all[at - 1] ?? 0) < value)
      ? []
      : [`${first}: order`]),
  ]);
}
