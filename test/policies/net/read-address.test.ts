import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAddress, parseCidr } from "../../../model/network.ts";
import { requireAddress, requireCidr } from "../../../policies/net/read-address.ts";

const octet = fc.oneof(fc.nat({ max: 300 }).map(String), fc.constantFrom("00", "01", "", "1e1", "-1", " 1", "١"));
const addressLike = fc.array(octet, { minLength: 3, maxLength: 5 }).map((parts) => parts.join("."));
const prefix = fc.oneof(fc.nat({ max: 40 }).map(String), fc.constantFrom("", "08", "008", "+8", "a"));
const cidrLike = fc
  .tuple(fc.oneof(fc.ipV4(), addressLike, fc.constant("10.0.0.0")), prefix)
  .map((pair) => pair.join("/"));

function tried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return undefined;
  }
}

describe("the fast reader of addresses", () => {
  it("reads what the model reads and refuses what the model refuses", { tags: "property" }, () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), addressLike), (text) => {
        expect(tried(() => requireAddress(text))).toBe(parseAddress(text));
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(cidrLike, (text) => {
        expect(tried(() => requireCidr(text))).toEqual(parseCidr(text));
      }),
      { numRuns: 1000 },
    );
  });
});
