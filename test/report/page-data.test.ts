import { expect, test } from "vitest";
import { dataSlot, filledPage, scriptJson } from "../../cli/page/filled-page.ts";
import { type PageData, packed, unpacked } from "../../cli/page/page-data.ts";
import { cases } from "../plan/cases.ts";
import { reviewFleet } from "../plan/review-fleet.ts";
import { reviewContent } from "../plan/review-plan.ts";

const page = `<html>${dataSlot}<script>1</script></html>`;

function dataOf(html: string): PageData {
  const [, json = ""] = /<script type="application\/json" id="data">([^<]*)<\/script>/.exec(html) ?? [];
  return JSON.parse(json);
}

test.each(cases.map((each) => [each.name, each] as const))(
  "A page about %s carries its plan and the whole fleet, and nothing is lost on the way",
  async (_, { base, head }) => {
    const content = await reviewContent(base ?? reviewFleet, head);
    const html = filledPage(page, content);
    expect(unpacked(dataOf(html))).toEqual(JSON.parse(JSON.stringify(content)));
    expect(filledPage(page, content)).toBe(html);
  },
);

test("A page about the fleet as it is keeps which sites have the same isolation", async () => {
  const { map } = await reviewContent(reviewFleet, cases[0]?.head ?? {});
  const sites = map.sites.map(({ path }) => path);
  const isolation = [
    { sites: sites.slice(1), workloads: ["retail/till"], pairs: [], ranges: { "retail/till": ["192.0.2.0/24: any"] } },
    { sites: sites.slice(0, 1), workloads: [], pairs: [], ranges: {} },
  ];
  expect(unpacked(dataOf(filledPage(page, { map, isolation }))).isolation).toEqual(isolation);
});

test("What many sites have in common stands there once", async () => {
  const { plan, map } = await reviewContent(reviewFleet, cases[0]?.head ?? {});
  const { plan: own } = packed({ plan, map });
  expect(plan.classes[0]?.members.length).toBe(7);
  expect(own?.classes[0]?.members).toEqual([expect.any(Number), 2, expect.any(Number), 3, expect.any(Number), 2]);
});

test.each([
  ["the end of its element", "</script><img src=x onerror=alert(1)>"],
  ["the beginning of a comment", "<!--<script>"],
  ["a closing tag in other letters", "</ScRiPt\n>"],
  ["marks of replacement", "$& $1 $` $'"],
  ["separators of lines", "a\u2028b\u2029c"],
  ["half a character", "\ud800"],
])("Data with %s stays data", (_, text) => {
  const json = scriptJson({ [text]: [text] });
  expect(json).not.toContain("<");
  expect(JSON.parse(json)).toEqual({ [text]: [text] });
});

test("Nothing in the data takes the place of something in the page", async () => {
  const { plan, map } = await reviewContent(reviewFleet, cases[0]?.head ?? {});
  const html = filledPage(page, { map, plan: { ...plan, fleet: "$& $` $'" } });
  expect(dataOf(html).plan?.fleet).toBe("$& $` $'");
  expect(html.endsWith("</script><script>1</script></html>")).toBe(true);
});

test("A page without a place for data is refused", async () => {
  const content = await reviewContent(reviewFleet, cases[0]?.head ?? {});
  expect(() => filledPage("<html></html>", content)).toThrow("the page has no <script");
});
