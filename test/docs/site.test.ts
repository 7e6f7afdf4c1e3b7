import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildSite } from "../../docs/site/build-site.ts";
import { siteFile } from "../../docs/site/links.ts";
import { pages, root } from "./pages.ts";

const scratch = mkdtempSync(join(tmpdir(), "flotilla-site-"));
const out = join(scratch, "site");
const html = new Map<string, string>();
let built: readonly string[] = [];

beforeAll(async () => {
  built = await buildSite(root, out);
  for (const file of readdirSync(out, { recursive: true, encoding: "utf8" }).map((path) =>
    path.replaceAll("\\", "/"),
  )) {
    if (file.endsWith(".html")) html.set(file, readFileSync(join(out, file), "utf8"));
  }
}, 60_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Reference {
  readonly page: string;
  readonly tag: string;
  readonly to: string;
}

/** Whatever a browser follows or fetches. */
function references(): readonly Reference[] {
  return [...html].flatMap(([page, text]) =>
    [...text.matchAll(/<(\w+)\b[^>]*?\s(?:href|src|srcset|action|poster|data)="([^"]*)"/g)].map(
      ([, tag = "", to = ""]) => ({ page, tag, to: to.replaceAll("&amp;", "&") }),
    ),
  );
}

const isOutside = ({ to }: Reference) => /^(?:[a-z][a-z+.-]*:|\/\/)/i.test(to);
const anchorsOf = (file: string) => [...(html.get(file) ?? "").matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);

describe("The book", () => {
  test("has a page for every document", () => {
    expect(built.toSorted()).toEqual([...html.keys()].toSorted());
    expect(built.toSorted()).toEqual(
      pages()
        .map(({ path }) => siteFile(path.replaceAll("\\", "/")))
        .toSorted(),
    );
  });

  test("leads to every page from the sidebar of every page", () => {
    for (const [page, text] of html) {
      const sidebar = /<nav class="sidebar"[\s\S]*?<\/nav>/.exec(text)?.[0] ?? "";
      const found = [...sidebar.matchAll(/href="([^"]+)"/g)].map(([, to = ""]) => posix.join(posix.dirname(page), to));
      expect(found.toSorted(), page).toEqual([...html.keys()].toSorted());
    }
  });

  test("has the file and the heading that each of its links names", () => {
    const inside = references().filter((each) => !isOutside(each));
    expect(inside.length).toBeGreaterThan(3000);
    const broken = inside.filter(({ page, to }) => {
      const [path = "", anchor] = to.split("#");
      const file = path === "" ? page : posix.join(posix.dirname(page), path);
      return !existsSync(join(out, file)) || (anchor !== undefined && !anchorsOf(file).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  test("names each heading of a page once", () => {
    const twice = [...html.keys()].filter((file) => new Set(anchorsOf(file)).size !== anchorsOf(file).length);
    expect(twice).toEqual([]);
  });

  test("leads outside by well-formed links over HTTPS alone, and fetches nothing from there", () => {
    const outside = references().filter(isOutside);
    expect(outside.length).toBeGreaterThan(0);
    expect(outside.filter(({ tag, to }) => tag !== "a" || !to.startsWith("https://") || !URL.canParse(to))).toEqual([]);
    const assets = readdirSync(join(out, "assets")).filter((file) => file !== "search-index.js");
    expect(assets.toSorted()).toEqual(["find.js", "site.css", "site.js", "theme.js"]);
    const fetching = /https?:|\/\/[a-z]|@import|url\(|fetch\(|XMLHttpRequest|import\(/;
    expect(assets.filter((file) => fetching.test(readFileSync(join(out, "assets", file), "utf8")))).toEqual([]);
  });
});

describe("The search of the book", () => {
  interface Entry {
    readonly link: string;
    readonly page: string;
    readonly heading: string;
    readonly text: string;
  }
  const entries = (): readonly Entry[] =>
    JSON.parse(
      readFileSync(join(out, "assets/search-index.js"), "utf8")
        .replace(/^globalThis\.searchIndex = /, "")
        .replace(/;\n$/, ""),
    );

  test("knows every page, and leads to headings that are there", () => {
    const files = entries().map(({ link }) => link.split("#")[0]);
    expect([...new Set(files)].toSorted()).toEqual([...html.keys()].toSorted());
    const lost = entries().filter(({ link }) => {
      const [file = "", anchor] = link.split("#");
      return !anchorsOf(file).includes(anchor);
    });
    expect(lost).toEqual([]);
  });

  test("finds what has every word, in headings before texts, and nothing for a word that no page has", () => {
    const context = { find: (_: readonly Entry[], __: readonly string[]): readonly Entry[] => [] };
    runInNewContext(`${readFileSync(join(out, "assets/find.js"), "utf8")}; find = findInPages;`, context);
    const links = (...words: readonly string[]) => context.find(entries(), words).map(({ link }) => link);
    expect(links("remove", "site")[0]).toBe("guide-operator.html#remove-a-site");
    expect(links("flt-net-008")[0]).toBe("policies.html#flt-net-008");
    expect(links("remove", "xyzzyx")).toEqual([]);
    expect(links("site").length).toBe(20);
  });

  test("has the words of a page without its marks", () => {
    const rule = entries().find(({ heading }) => heading === "FLT-NET-008");
    expect(rule?.link).toBe("policies.html#flt-net-008");
    expect(rule?.text).toContain("VLAN");
    expect(rule?.text).not.toMatch(/<\/?(p|code|pre)>|&lt;/);
  });
});
