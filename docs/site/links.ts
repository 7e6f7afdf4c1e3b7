/** Where pages and their headings lie in the site, and what becomes of the links between them. */

import { posix } from "node:path";

/** The file of a page in the site, by the page's path from the root of the project. */
export function siteFile(page: string): string {
  const inSite = page.replace(/^docs\//, "");
  if (inSite.endsWith("README.md")) return inSite.replace(/README\.md$/, "index.html");
  return inSite.replace(/\.md$/, ".html").toLowerCase();
}

/** Pictures lie in docs/ itself. */
export const isPicture = (file: string): boolean => /\.(svg|png)$/.test(file);

/** How a page of the site names another file of it. */
export function relativeTo(from: string, to: string): string {
  return posix.relative(posix.dirname(from), to);
}

/**
 * A link of a page as the site has it: pages by their files there, pictures beside them. Undefined for files of the
 * project that the site does not have.
 */
export function siteLink(page: string, link: string, pages: readonly string[]): string | undefined {
  if (/^[a-z]+:|^#/.test(link)) return link;
  const [path = "", anchor] = link.split("#");
  const target = posix.join(posix.dirname(page), path);
  const found = [target, posix.join(target, "README.md")].find((each) => pages.includes(each));
  const file = found === undefined ? (isPicture(target) ? target.replace(/^docs\//, "") : undefined) : siteFile(found);
  if (file === undefined) return undefined;
  return `${relativeTo(siteFile(page), file)}${anchor === undefined ? "" : `#${anchor}`}`;
}

/** Names headings as forges do: the second of two equal ones gets a number. */
export class Anchors {
  readonly #taken = new Map<string, number>();

  of(title: string): string {
    const anchor = title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\-_ ]/gu, "")
      .replaceAll(" ", "-");
    const before = this.#taken.get(anchor) ?? 0;
    this.#taken.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  }
}
