import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apportion } from "../../../bench/fleet/apportion.ts";
import { seededRandom } from "../../../bench/fleet/random.ts";

describe("seeded numbers", () => {
  test("are the same on every machine, so that figures of different days are of one fleet", () => {
    const random = seededRandom(1);
    expect([random.hex(8), random.hex(4), random.below(1000), random.pick(["a", "b", "c"])]).toEqual([
      "96a0f96b",
      "12bc",
      590,
      "b",
    ]);
  });

  test("stay below their bound and reach all of it", () => {
    const random = seededRandom(2);
    const seen = new Set(Array.from({ length: 1000 }, () => random.below(7)));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test("shuffle items without losing one, in an order of the seed", () => {
    const items = Array.from({ length: 100 }, (_, index) => index);
    const shuffled = seededRandom(3).shuffle(items);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
    expect(seededRandom(3).shuffle(items)).toEqual(shuffled);
  });
});

test("shares are whole, add up to the total and are less than one away from their weight", { tags: "property" }, () => {
  const weights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fc.nat({ max: 100_000 }), weights, (total, each) => {
      const parts = apportion(total, each);
      const whole = each.reduce((sum, weight) => sum + weight, 0);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
      expect(parts.every((part, index) => Math.abs(part - (total * (each[index] ?? 0)) / whole) < 1)).toBe(true);
      expect(parts.every(Number.isInteger)).toBe(true);
    }),
  );
});
