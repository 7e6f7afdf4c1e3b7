import { expect, test } from "vitest";
import { Anchors, siteFile, siteLink } from "../../docs/site/links.ts";
import { sidebarOf } from "../../docs/site/sidebar.ts";
import { pages } from "./pages.ts";

const paths = pages().map(({ path }) => path.replaceAll("\\", "/"));

test.each([
  ["README.md", "index.html"],
  ["CONTRIBUTING.md", "contributing.html"],
  ["docs/guide-app.md", "guide-app.html"],
  ["docs/adr/README.md", "adr/index.html"],
  ["docs/adr/0001-a.md", "adr/0001-a.html"],
])("The page %s lies at %s", (page, file) => {
  expect(siteFile(page)).toBe(file);
});

const known = ["README.md", "docs/a.md", "docs/adr/README.md", "docs/adr/0001-a.md"];

test.each([
  ["README.md", "docs/a.md#part", "a.html#part"],
  ["README.md", "docs/adr/", "adr/index.html"],
  ["docs/adr/0001-a.md", "../a.md", "../a.html"],
  ["docs/a.md", "../README.md", "index.html"],
  ["docs/a.md", "#part", "#part"],
  ["docs/a.md", "https://example.com/a.md", "https://example.com/a.md"],
  ["README.md", "docs/flow.svg", "flow.svg"],
  ["docs/adr/0001-a.md", "../flow.svg", "../flow.svg"],
  ["docs/a.md", "plan.png", "plan.png"],
  ["README.md", "LICENSE", undefined],
  ["docs/a.md", "../sites/", undefined],
])("In %s the link %s becomes %s", (page, link, becomes) => {
  expect(siteLink(page, link, known)).toBe(becomes);
});

test("Headings of one name get numbers, as forges give them", () => {
  const anchors = new Anchors();
  expect(["At `a.b`: what?", "Again", "Again", "Again"].map((title) => anchors.of(title))).toEqual([
    "at-ab-what",
    "again",
    "again-1",
    "again-2",
  ]);
});

test("A document that is in no part of the sidebar is named, and so is one that is not there", () => {
  expect(() => sidebarOf([...paths, "docs/new.md"])).toThrow("docs/new.md is in no part, add it to one");
  expect(() => sidebarOf(paths.filter((path) => path !== "docs/lab.md"))).toThrow("docs/lab.md is not there");
});

test("The sidebar begins with the README and the tutorial, and lists decisions by their number after their overview", () => {
  const order = sidebarOf(paths).flatMap((part) => part.pages);
  expect(order.slice(0, 2)).toEqual(["README.md", "docs/tutorial.md"]);
  const decisions = order.filter((path) => path.startsWith("docs/adr/"));
  expect(decisions[0]).toBe("docs/adr/README.md");
  expect(decisions.slice(1)).toEqual(decisions.slice(1).toSorted());
});
