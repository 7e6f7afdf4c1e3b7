import fc from "fast-check";
import { expect, test } from "vitest";
import { FreeNumbers } from "../../model/free-numbers.ts";

const COUNT = 40;
const spans = fc.array(
  fc.tuple(fc.integer({ min: 0, max: COUNT - 1 }), fc.integer({ min: 0, max: 6 })).map(([first, more]) => ({
    first,
    last: Math.min(COUNT - 1, first + more),
  })),
  { maxLength: 25 },
);

test("Free numbers are those of a plain set, and the search goes round at the end", { tags: "property" }, () => {
  fc.assert(
    fc.property(spans, fc.integer({ min: 0, max: COUNT - 1 }), (taken, start) => {
      const free = new FreeNumbers(COUNT, taken);
      const set = new Set(
        taken.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i)),
      );
      const all = Array.from({ length: COUNT }, (_, index) => index);
      expect(all.filter((each) => free.isFree(each))).toEqual(all.filter((each) => !set.has(each)));
      const order = all.map((index) => (start + index) % COUNT);
      expect(free.firstFree(start)).toBe(order.find((each) => !set.has(each)));
      expect(free.taken).toBe(set.size);
    }),
  );
});
