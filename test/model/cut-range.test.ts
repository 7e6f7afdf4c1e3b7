import { describe, expect, test } from "vitest";
import { cutRange, networksAt, numberOf, numbersIn } from "../../model/cut-range.ts";
import { type Cidr, parseCidr } from "../../model/network.ts";

describe("A range is cut into networks with numbers", () => {
  const both = cutRange(["10.44.128.0/17", "fd00:44::/48"], [26, 64]);
  const network = (text: string) => parseCidr(text) as Cidr;

  test("A pair has as many as the smaller family", () => {
    expect(both.count).toBe(512);
    expect(networksAt(both, 0)).toEqual(["10.44.128.0/26", "fd00:44::/64"]);
    expect(networksAt(both, 511)).toEqual(["10.44.255.192/26", "fd00:44:0:1ff::/64"]);
  });

  test.each([0, 1, 77, 511])("The networks of number %i have that number", (number) => {
    expect(numberOf(both, networksAt(both, number))).toBe(number);
  });

  test("Networks of another size, of two numbers or of one family alone have none", () => {
    expect(numberOf(both, ["10.44.128.0/27", "fd00:44::/64"])).toBeUndefined();
    expect(numberOf(both, ["10.44.128.0/26", "fd00:44:0:1::/64"])).toBeUndefined();
    expect(numberOf(both, ["10.44.128.0/26"])).toBeUndefined();
    expect(numberOf(both, ["10.43.128.0/26", "fd00:43::/64"])).toBeUndefined();
  });

  test("A network takes every number that it shares addresses with", () => {
    expect(numbersIn(both, network("10.44.129.0/24"))).toEqual({ first: 4, last: 7 });
    expect(numbersIn(both, network("10.44.128.64/28"))).toEqual({ first: 1, last: 1 });
    expect(numbersIn(both, network("10.0.0.0/8"))).toEqual({ first: 0, last: 511 });
    expect(numbersIn(both, network("fd00:44:0:2::/63"))).toEqual({ first: 2, last: 3 });
    expect(numbersIn(both, network("fd00:44:0:8000::/64"))).toBeUndefined();
    expect(numbersIn(both, network("10.45.0.0/24"))).toBeUndefined();
  });

  test("IPv6 alone has more networks than any fleet, and its numbers stay exact", () => {
    const large = cutRange(["fd00::/16"], [64]);
    expect(numberOf(large, networksAt(large, large.count - 1))).toBe(large.count - 1);
  });
});
