import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cidr, contains, holdsAddress, overlaps, sizeOf } from "../../../model/network.ts";
import { addressIndex } from "../../../policies/net/address-index.ts";
import { cidr, smallAddress, smallCidr } from "./networks.ts";

const networks = fc.array(smallCidr, { maxLength: 12 });
const size = (network: Cidr) => sizeOf(network) - 1;

describe("an index of networks", () => {
  it("nests exactly the networks that overlap an earlier or larger one, each in an innermost one", {
    tags: "property",
  }, () => {
    fc.assert(
      fc.property(networks, (list) => {
        const found = addressIndex(list).nestings();
        for (const { inner, outer } of found) {
          const [small, large] = [list[inner] as Cidr, list[outer] as Cidr];
          expect(inner).not.toBe(outer);
          expect(contains(large, small)).toBe(true);
          const between = list.filter(
            (each) => contains(each, small) && size(each) > size(small) && size(each) < size(large),
          );
          expect(between).toEqual([]);
        }
        const overlapping = list.filter((a, i) => list.some((b, j) => i !== j && overlaps(a, b)));
        expect(found.length > 0).toBe(overlapping.length > 0);
        const touched = new Set(found.flatMap(({ inner, outer }) => [inner, outer]));
        expect(touched.size).toBe(overlapping.length);
        expect(new Set(found.map(({ inner }) => inner)).size).toBe(found.length);
      }),
    );
  });

  it("finds an innermost network that holds an address, or none", { tags: "property" }, () => {
    fc.assert(
      fc.property(networks, smallAddress, (list, address) => {
        const found = addressIndex(list).holding(address);
        const holding = list.filter((each) => holdsAddress(each, address));
        if (found === undefined) expect(holding).toEqual([]);
        else expect(size(list[found] as Cidr)).toBe(Math.min(...holding.map(size)));
      }),
    );
  });

  it("counts the networks that a range touches, leaving one out when told to", { tags: "property" }, () => {
    fc.assert(
      fc.property(networks, smallCidr, fc.option(fc.nat({ max: 11 }), { nil: undefined }), (list, range, some) => {
        const except = some !== undefined && some < list.length ? some : undefined;
        const touching = [...list.keys()].filter((at) => at !== except && overlaps(list[at] as Cidr, range));
        const { victim, victims } = addressIndex(list).touching(range, except === undefined ? [] : [except]);
        expect(victims).toBe(touching.length);
        if (victim === undefined) expect(touching).toEqual([]);
        else expect(touching).toContain(victim);
      }),
    );
  });

  it("takes equal networks in their given order", () => {
    expect(addressIndex([cidr(0, 26), cidr(0, 26), cidr(0, 26)]).nestings()).toEqual([
      { inner: 1, outer: 0 },
      { inner: 2, outer: 1 },
    ]);
  });
});
