import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { type Page, pages, root } from "./pages.ts";

test("Every link of a page leads to a file, and to a heading in it when it names one", () => {
  const links = pages().flatMap(linksOf);
  expect(links.length).toBeGreaterThan(50);
  expect(links.filter(isBroken)).toEqual([]);
});

test("Every file that inline code names with its folder is there", () => {
  const named = pages().flatMap(({ path, text }) =>
    [
      ...text.matchAll(
        /`((?:model|constructs|engines|policies|profiles|compiler|git|pipeline|stacks|cli|lab|bench|test|docs)\/[\w./-]+\.(?:ts|mjs|json|md))`/g,
      ),
    ].map(([, file = ""]) => ({ path, file })),
  );
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter(({ file }) => !existsSync(join(root, file)))).toEqual([]);
});

test("The list of decisions has every one, under its own title", () => {
  const list = readFileSync(join(root, "docs/adr/README.md"), "utf8");
  const rows = pages().flatMap(({ path, text }) => {
    const [, file, number] = /^docs\/adr\/((\d{4})-.+\.md)$/.exec(path) ?? [];
    const title = /^# \d+\. (.+)$/m.exec(text)?.[1];
    return file === undefined ? [] : [`| [${Number(number)}](${file}) | ${title} |`];
  });
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter((row) => !list.includes(row))).toEqual([]);
});

interface Link {
  readonly path: string;
  readonly link: string;
}

function linksOf({ path, text }: Page): readonly Link[] {
  const prose = text.replace(/^```[^\n]*\n[\s\S]*?^```$/gm, "").replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = ""]) => ({ path, link }))
    .filter(({ link }) => !/^[a-z]+:/.test(link));
}

function isBroken({ path, link }: Link): boolean {
  const [file = "", anchor] = link.split("#");
  const target = file === "" ? join(root, path) : join(root, dirname(path), file);
  if (!existsSync(target)) return true;
  return anchor !== undefined && (!statSync(target).isFile() || !headings(target).includes(anchor));
}

/** Anchors as forges make them of headings. */
function headings(file: string): readonly string[] {
  return [...readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}
