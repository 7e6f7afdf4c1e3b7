import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { interval } from "../../../engines/delivery/interval.ts";

function seconds(text: string): number {
  const match = /^(\d+)m(\d+)s$/.exec(text);
  return Number(match?.[1]) * 60 + Number(match?.[2]);
}

describe("interval", () => {
  test("lies between its bounds and never changes for one key", { tags: "property" }, () => {
    const minutes = fc.integer({ min: 5, max: 60 });
    const spread = fc.integer({ min: 1, max: 30 });
    void fc.assert(
      fc.property(minutes, spread, fc.string(), (least, more, key) => {
        const text = interval(least, more, key);
        expect(seconds(text)).toBeGreaterThanOrEqual(least * 60);
        expect(seconds(text)).toBeLessThan((least + more) * 60);
        expect(interval(least, more, key)).toBe(text);
      }),
    );
  });

  test("is the same in every release: a change would touch every cluster", () => {
    expect(interval(5, 5, "sz-nanshan-01")).toBe("5m12s");
    expect(interval(5, 5, "sz-nanshan-02")).toBe("6m9s");
  });

  test("spreads ten thousand sites evenly over the minutes", () => {
    const perMinute = [0, 0, 0, 0, 0];
    for (let site = 0; site < 10_000; site++) {
      const minute = Math.floor(seconds(interval(5, 5, `site-${site}`)) / 60) - 5;
      perMinute[minute] = (perMinute[minute] ?? 0) + 1;
    }
    for (const count of perMinute) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });
});
