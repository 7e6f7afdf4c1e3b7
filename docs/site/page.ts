/** A page of the site around the text of a document. */

import { relativeTo, siteFile } from "./links.ts";
import type { SidebarPart } from "./sidebar.ts";

export interface Document {
  /** From the root of the project. */
  readonly path: string;
  readonly title: string;
}

export interface Book {
  readonly parts: readonly SidebarPart[];
  readonly titles: ReadonlyMap<string, string>;
}

/** The whole HTML of a page; `body` is the document's own. */
export function pageHtml({ path, title }: Document, body: string, book: Book): string {
  const own = siteFile(path);
  const to = (file: string) => relativeTo(own, file);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}${path === "README.md" ? "" : " - Flotilla"}</title>
<link rel="stylesheet" href="${to("assets/site.css")}">
<script src="${to("assets/theme.js")}"></script>
<script src="${to("assets/find.js")}" defer></script>
<script src="${to("assets/site.js")}" defer data-root="${to("index.html").replace(/index\.html$/, "")}"></script>
</head>
<body>
<a class="skip" href="#text">To the text</a>
<header>
<a class="brand" href="${to("index.html")}">Flotilla</a>
<form role="search"><input id="search" type="search" placeholder="Search" aria-label="Search the pages" autocomplete="off"></form>
<button id="theme" type="button" aria-label="Light or dark">&#9680;</button>
<ol id="found" hidden></ol>
</header>
<div class="columns">
<nav class="sidebar" aria-label="Pages">
${book.parts.map((part) => partHtml(part, path, book, to)).join("\n")}
</nav>
<main id="text">
${body.trim()}
${neighboursHtml(path, book, to)}
</main>
${contentsHtml(body)}
</div>
</body>
</html>
`;
}

function partHtml({ title, pages }: SidebarPart, current: string, book: Book, to: (file: string) => string): string {
  const rows = pages.map((page) => {
    const here = page === current ? ' aria-current="page"' : "";
    return `<li><a href="${to(siteFile(page))}"${here}>${escaped(book.titles.get(page) ?? page)}</a></li>`;
  });
  return `<details open><summary>${escaped(title)}</summary><ul>\n${rows.join("\n")}\n</ul></details>`;
}

/** What is read before and after. */
function neighboursHtml(path: string, { parts, titles }: Book, to: (file: string) => string): string {
  const order = parts.flatMap(({ pages }) => pages);
  const at = order.indexOf(path);
  const link = (page: string | undefined, relation: string, before: string, after: string) =>
    page === undefined
      ? ""
      : `<a rel="${relation}" href="${to(siteFile(page))}">${before}${escaped(titles.get(page) ?? page)}${after}</a>`;
  const previous = link(at > 0 ? order[at - 1] : undefined, "prev", "&larr; ", "");
  const next = link(order[at + 1], "next", "", " &rarr;");
  return `<footer class="neighbours">${previous}${next}</footer>`;
}

/** The headings of the second level, as a table of contents; none for a page that has less than three. */
function contentsHtml(body: string): string {
  const headings = [...body.matchAll(/<h2 id="([^"]+)"[^>]*>([\s\S]*?)<\/h2>/g)];
  if (headings.length < 3) return "";
  const rows = headings.map(([, id, html = ""]) => `<li><a href="#${id}">${html.replace(/<\/?a[^>]*>/g, "")}</a></li>`);
  return `<aside class="contents" aria-label="On this page"><ul>\n${rows.join("\n")}\n</ul></aside>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
