import { expect, test } from "vitest";
import { mayPass, pauseBefore } from "../../oci/retry.ts";

const answer = (status: number, after?: string) => ({
  status,
  headers: after === undefined ? {} : { "retry-after": after },
  body: Buffer.alloc(0),
});

test("Only what may pass by itself is tried again", () => {
  const passing = [200, 400, 401, 403, 404, 405, 429, 500, 502, 503, 504].filter((status) => mayPass(answer(status)));
  expect(passing).toEqual([429, 500, 502, 503, 504]);
});

test("A registry says how long to wait, within reason; else each pause is twice the one before, half of it by chance", () => {
  expect(pauseBefore(1, answer(429, "2"))).toBe(2000);
  expect(pauseBefore(1, answer(429, "3600"))).toBe(10_000);
  expect(pauseBefore(1, answer(429, "-5"))).toBe(0);
  for (const last of [answer(503), answer(503, "Wed, 21 Oct 2026 07:28:00 GMT"), new Error("cut")]) {
    for (const [count, most] of [
      [1, 300],
      [3, 1200],
      [9, 10_000],
    ] as const) {
      const pause = pauseBefore(count, last);
      expect(pause).toBeGreaterThanOrEqual(most / 2);
      expect(pause).toBeLessThanOrEqual(most);
    }
  }
});
