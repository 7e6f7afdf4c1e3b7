/** Writes the book to out/site: `npm run docs:site`. */

import { join, resolve } from "node:path";
import { buildSite } from "./build-site.ts";

const root = resolve(import.meta.dirname, "../..");
const pages = await buildSite(root, join(root, "out/site"));
process.stdout.write(`wrote ${pages.length} pages; begin with out/site/index.html\n`);
