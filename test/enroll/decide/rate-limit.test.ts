import fc from "fast-check";
import { expect, test } from "vitest";
import { RateLimiter } from "../../../enroll/decide/rate-limit.ts";

test("In no window has an address more than its share, and one that waits as long as it is told gets on", {
  tags: ["property"],
}, () => {
  const call = fc.record({ address: fc.constantFrom("a", "b"), pause: fc.integer({ min: 0, max: 40 }) });
  fc.assert(
    fc.property(fc.array(call, { maxLength: 200 }), (calls) => {
      const limiter = new RateLimiter({ limit: 3, windowMs: 100 });
      const granted: Record<string, number[]> = { a: [], b: [] };
      let now = 1000;
      for (const { address, pause } of calls) {
        now += pause;
        const wait = limiter.take(address, now);
        if (wait === undefined) granted[address]?.push(now);
        else {
          expect(wait).toBeGreaterThan(0);
          expect(limiter.waiting(address, now + wait)).toBeUndefined();
        }
      }
      // Fixed windows: at their border twice the share may come together, never more.
      for (const times of Object.values(granted)) {
        for (const start of times)
          expect(times.filter((at) => at >= start && at < start + 100).length).toBeLessThanOrEqual(6);
      }
    }),
  );
});

test("A flood of addresses does not grow without end, and a clock that was set back locks nobody out", () => {
  const limiter = new RateLimiter({ limit: 1, windowMs: 1000 });
  limiter.take("first", 5000);
  expect(limiter.take("first", 5001)).toBe(999);
  expect(limiter.take("first", 1)).toBeUndefined();
  for (let number = 0; number < 20_000; number++) limiter.take(String(number), 2);
  expect(limiter.take("first", 3)).toBeUndefined();
});
