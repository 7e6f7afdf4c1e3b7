import { expect, test } from "vitest";
import { authoritiesOf } from "../../constructs/authorities.ts";

const scope = (trust?: Record<string, string>) => ({ spec: { trust } });

test("A cluster trusts the bundles of all scopes, in the order of their names and not of the files", () => {
  const region = scope({ lab: "LAB", edge: "EDGE\n" });
  expect(authoritiesOf(scope({ root: "ROOT\n\n" }), region)).toBe("EDGE\nLAB\nROOT\n");
  expect(authoritiesOf(scope({ root: "ROOT" }), scope({ edge: "EDGE", lab: "LAB" }))).toBe("EDGE\nLAB\nROOT\n");
});

test("A bundle of a narrower scope replaces the one of the same name", () => {
  expect(authoritiesOf(scope({ root: "OLD" }), scope({ root: "NEW" }))).toBe("NEW\n");
});

test("Without bundles there is nothing to trust, not even an empty text", () => {
  expect(authoritiesOf(scope(), scope({}))).toBeUndefined();
});
