/** Writes a page to the disk. */

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { writeWholeFile } from "../write-whole-file.ts";
import { filledPage } from "./filled-page.ts";
import type { PageContent } from "./page-data.ts";

const place = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** In the package the page is built; in the clone, where nothing is, it is built when somebody asks for it. */
function emptyPage(): string {
  const built = place("../../report/page.html");
  if (existsSync(built)) return readFileSync(built, "utf8");
  return execFileSync(process.execPath, [place("../../packaging/page.ts")], { encoding: "utf8", maxBuffer: 2 ** 24 });
}

/** @param file absolute path; what is there is replaced in one step */
export function writePage(file: string, content: PageContent): void {
  writeWholeFile(file, filledPage(emptyPage(), content));
}
