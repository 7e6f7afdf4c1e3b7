/** Writes a page to the disk, whole or not at all. */

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { filledPage } from "./filled-page.ts";
import type { PageContent } from "./page-data.ts";

const place = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** In the package the page is built; in the clone, where nothing is, it is built when somebody asks for it. */
function emptyPage(): string {
  const built = place("../../report/page.html");
  if (existsSync(built)) return readFileSync(built, "utf8");
  return execFileSync(process.execPath, [place("../../packaging/page.ts")], { encoding: "utf8", maxBuffer: 2 ** 24 });
}

/** @param file absolute path; its folder is made when missing, and what is there is replaced in one step */
export function writePage(file: string, content: PageContent): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, filledPage(emptyPage(), content), { flag: "wx" });
    renameSync(temporary, file);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw cause;
  }
}
