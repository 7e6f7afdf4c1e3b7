/** Which import it was that led nowhere: Node names the importing file, but no line of it. */

import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { pathOfUrl } from "../../model/error-place.ts";

const missing = /^(?:Cannot find (module|package)|Directory import) '(.+?)' .*imported from (.+)$/;
const notExported = /^Package subpath '\.\/(.+?)' is not defined by "exports" in .* imported from (.+)$/;
const specifiers = /\b(?:from|import)\s*\(?\s*(["'])(.+?)\1/g;

/** @returns absolute path, line and column, joined by colons */
export function importPlace(message: string): string | undefined {
  const sought = soughtIn(message.split("\n")[0] ?? "");
  if (!sought) return undefined;
  const text = textOf(sought.importer);
  for (const match of text.matchAll(specifiers)) {
    if (!sought.isIt(match[2] ?? "")) continue;
    const before = text.slice(0, match.index + match[0].indexOf(match[1] ?? ""));
    const line = before.split("\n").length;
    return `${sought.importer}:${line}:${before.length - before.lastIndexOf("\n")}`;
  }
  return undefined;
}

function soughtIn(
  message: string,
): { readonly importer: string; readonly isIt: (specifier: string) => boolean } | undefined {
  const [, what, target = "", by] = missing.exec(message) ?? [];
  if (by !== undefined) {
    const importer = pathOfUrl(by);
    const isIt = (each: string) =>
      what === "package" ? `${each}/`.startsWith(`${target}/`) : resolve(dirname(importer), each) === pathOfUrl(target);
    return { importer, isIt };
  }
  const [, subpath, importer] = notExported.exec(message) ?? [];
  if (subpath === undefined || importer === undefined) return undefined;
  return { importer: pathOfUrl(importer), isIt: (each) => each.endsWith(`/${subpath}`) };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
