/** Lets a fleet's own code import the Flotilla that runs it, and packages from where they may come. */

import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { extname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { packageName } from "./version.ts";

/** A folder of code, with the module that its packages are resolved from; absent: from Flotilla itself. */
interface CodeFolder {
  readonly url: string;
  readonly packagesFrom: string | undefined;
}

const folders: CodeFolder[] = [];
const program = new URL("../", import.meta.url).href;
const extension = extname(import.meta.filename);

/**
 * From now on, in this thread, code of the folder that names Flotilla gets the very program that runs: two copies would not
 * know each other's constructs. Its packages come from `packages`, and those that are not there from beside Flotilla.
 *
 * @param packages folder whose node_modules may be used; absent for code whose surroundings nobody trusts
 */
export function resolveImportsOf(folder: string, packages?: string): void {
  const url = `${pathToFileURL(folder).href}/`;
  if (folders.some((each) => each.url === url)) return;
  if (folders.length === 0) registerHooks({ resolve: resolveImport });
  folders.push({ url, packagesFrom: packages && `${pathToFileURL(packages).href}/package.json` });
}

type Resolve = NonNullable<NonNullable<Parameters<typeof registerHooks>[0]>["resolve"]>;

function resolveImport(
  specifier: string,
  context: Parameters<Resolve>[1],
  next: Parameters<Resolve>[2],
): ReturnType<Resolve> {
  const folder = folders.find(({ url }) => context.parentURL?.startsWith(url));
  if (!folder || /^(\.{0,2}\/|file:|node:|#)/.test(specifier)) return next(specifier, context);
  const own = entryOf(specifier);
  if (own !== undefined)
    return { url: own, format: extension === ".ts" ? "module-typescript" : "module", shortCircuit: true };
  // What comes next writes the place where it looks into the context.
  const importer = context.parentURL;
  const places = [...(folder.packagesFrom === undefined ? [] : [folder.packagesFrom]), import.meta.url];
  try {
    return resolveFrom(places, specifier, context, next);
  } catch (error) {
    // Where it was looked for last is no place that anybody wrote it at.
    if (error instanceof Error && importer !== undefined)
      error.message = error.message.replace(/ imported from .*$/m, ` imported from ${fileURLToPath(importer)}`);
    throw error;
  }
}

function resolveFrom(
  [place, ...others]: readonly string[],
  specifier: string,
  context: Parameters<Resolve>[1],
  next: Parameters<Resolve>[2],
): ReturnType<Resolve> {
  try {
    return next(specifier, { ...context, parentURL: place });
  } catch (error) {
    if (others.length === 0) throw error;
    return resolveFrom(others, specifier, context, next);
  }
}

/** The module of an entry of the package's `exports`, in the program as it runs; undefined for other packages. */
function entryOf(specifier: string): string | undefined {
  if (specifier !== packageName && !specifier.startsWith(`${packageName}/`)) return undefined;
  const entry = specifier.slice(packageName.length + 1);
  const folder = entry.startsWith("profiles/") ? "" : "api/";
  const path = `${folder}${entry === "" ? "flotilla" : entry}${extension}`;
  const url = new URL(path, program).href;
  return existsSync(fileURLToPath(url)) ? url : undefined;
}
