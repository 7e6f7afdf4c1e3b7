#!/usr/bin/env node
/** The command of the package: the built program, or in a clone the sources as they are. */

import { existsSync } from "node:fs";

const sources = new URL("../cli/flotilla.mjs", import.meta.url);
await import(existsSync(sources) ? sources.href : new URL("../dist/cli/flotilla.mjs", import.meta.url).href);
