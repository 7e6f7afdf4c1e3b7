/** The engine of a fleet's own that the guide for engine authors shows, word by word, with its profile and its test. */

import { readFileSync } from "node:fs";
import { join } from "node:path";

const guide = readFileSync(join(import.meta.dirname, "../../docs/guide-engine-author.md"), "utf8");

/** By path from the fleet's folder, which stands in the first line of each block. */
export const ownEngine: Readonly<Record<string, string>> = Object.fromEntries(
  [...guide.matchAll(/^```ts\n\/\/ ((?:engines|profiles)\/\S+\.ts)\n([\s\S]*?)^```$/gm)].map(
    ([, path = "", text = ""]) => [path, text],
  ),
);
