import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./pages.ts";

/** Whether a page that names a test, by its file from the root and its title, is right that there is one. */
export function isHeld(file: string, title: string): boolean {
  return title !== "" && existsSync(join(root, file)) && readFileSync(join(root, file), "utf8").includes(title);
}
