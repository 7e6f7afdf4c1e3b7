/** Makes the book: HTML pages from the documents, with nothing in them that comes from elsewhere. */

import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import Eleventy, { type Configuration, type MarkdownState } from "@11ty/eleventy";
import { documentsOf } from "./documents.ts";
import { Anchors, isPicture, siteFile, siteLink } from "./links.ts";
import { pageHtml } from "./page.ts";
import { type SearchEntry, searchEntries } from "./search-index.ts";
import { sidebarOf } from "./sidebar.ts";

/**
 * Writes the site of the project in `root` to the folder `out`, which is emptied first; resolves to its pages.
 * @throws Error when a document is in no part of the sidebar
 */
export async function buildSite(root: string, out: string): Promise<readonly string[]> {
  const documents = documentsOf(root);
  const paths = documents.map(({ path }) => path);
  const parts = sidebarOf(paths);
  const titles = new Map(documents.map(({ path, title }) => [path, title]));
  const byFile = new Map(documents.map((document) => [siteFile(document.path), document]));
  const entries: SearchEntry[] = [];

  const configure = (configuration: Configuration) => {
    for (const { path, text } of documents) {
      configuration.addTemplate(path, text, { permalink: `/${siteFile(path)}`, source: path });
    }
    configuration.amendLibrary("md", (markdown) => {
      markdown.core.ruler.push("site", (state) => linkTokens(state, paths));
    });
    configuration.addTransform("page", function (html) {
      const file = relative(out, this.page.outputPath).split(sep).join("/");
      const document = byFile.get(file);
      if (document === undefined) throw new Error(`${file} comes from no document`);
      entries.push(...searchEntries(file, document.title, html));
      return pageHtml(document, html, { parts, titles });
    });
    // Documents show templates of others; they are none.
    return { markdownTemplateEngine: false, htmlTemplateEngine: false, templateFormats: ["md"] };
  };

  rmSync(out, { recursive: true, force: true });
  mkdirSync(join(out, "assets"), { recursive: true });
  // Everything comes as text: the input is a folder without a template.
  await new Eleventy(join(import.meta.dirname, "assets"), out, { quietMode: true, config: configure }).write();
  copyAssets(root, out);
  const index = entries.toSorted((a, b) => (a.link < b.link ? -1 : 1));
  // A script and no JSON, which a browser does not read from a disk.
  writeFileSync(join(out, "assets/search-index.js"), `globalThis.searchIndex = ${JSON.stringify(index)};\n`);
  return paths.map(siteFile);
}

function copyAssets(root: string, out: string): void {
  const own = join(import.meta.dirname, "assets");
  for (const file of readdirSync(own)) cpSync(join(own, file), join(out, "assets", file));
  for (const file of readdirSync(join(root, "docs")).filter((name) => isPicture(name))) {
    cpSync(join(root, "docs", file), join(out, file));
  }
}

/** Gives headings their anchors, and links and pictures the places that they have in the site. */
function linkTokens({ tokens, env }: MarkdownState, pages: readonly string[]): void {
  const anchors = new Anchors();
  for (const [index, token] of tokens.entries()) {
    if (token.type === "heading_open") {
      const words = tokens[index + 1]?.children ?? [];
      token.attrSet("id", anchors.of(words.map(({ content }) => content).join("")));
    }
    for (const child of token.children ?? []) {
      const name = child.type === "image" ? "src" : "href";
      const link = child.attrGet(name);
      if (link === null) continue;
      const inSite = siteLink(env.source, link, pages);
      if (inSite !== undefined) child.attrSet(name, inSite);
      else child.attrs = [["title", `${link}, in the project`]];
    }
  }
}
