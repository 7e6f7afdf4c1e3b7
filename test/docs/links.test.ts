import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { type Page, pages, root } from "./pages.ts";

test("Every link of a page leads to a file, and to a heading in it when it names one", () => {
  expect(pages().flatMap(brokenLinks)).toEqual([]);
});

test("Every file that inline code names with its folder is there", () => {
  const wrong = pages().flatMap(({ path, text }) =>
    [
      ...text.matchAll(
        /`((?:model|constructs|engines|policies|profiles|compiler|git|pipeline|stacks|cli|lab|bench|test|docs)\/[\w./-]+\.(?:ts|mjs|json|md))`/g,
      ),
    ]
      .map(([, file = ""]) => file)
      .filter((file) => !existsSync(join(root, file)))
      .map((file) => `${path}: ${file}`),
  );
  expect(wrong).toEqual([]);
});

test("The list of decisions has every one, under its own title", () => {
  const list = readFileSync(join(root, "docs/adr/README.md"), "utf8");
  const wrong = pages().filter(({ path, text }) => {
    const [, file, number] = /^docs\/adr\/((\d{4})-.+\.md)$/.exec(path) ?? [];
    const title = /^# \d+\. (.+)$/m.exec(text)?.[1];
    return file !== undefined && !list.includes(`| [${Number(number)}](${file}) | ${title} |`);
  });
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

function brokenLinks({ path, text }: Page): readonly string[] {
  const prose = text.replace(/^```\w*\n[\s\S]*?^```/gm, "").replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = ""]) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [file = "", anchor] = link.split("#");
      const target = file === "" ? join(root, path) : join(root, dirname(path), file);
      if (!existsSync(target)) return true;
      return anchor !== undefined && (!statSync(target).isFile() || !headings(target).includes(anchor));
    })
    .map((link) => `${path}: ${link}`);
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
