/** The report of `flotilla import` as text for people. */

import type { Leaf } from "../../compiler/import/account.ts";
import type { Imported } from "../../compiler/import/import-files.ts";
import { plural } from "../../pipeline/report/text.ts";

/** What to complete, what was left out and why, what was set, and where every other value went. */
export function importText({ zone, sites, leaves, defaults }: Imported): string {
  const completions = zone?.completions ?? [];
  const leftOut = leaves.filter((leaf) => leaf.leftOut !== undefined);
  const carried = leaves.filter((leaf) => leaf.leftOut === undefined);
  const hosts = sites.reduce((sum, site) => sum + site.hosts.length, 0);
  return [
    `${zone?.path ?? "no zone file"}: ${plural(sites.length, "site")}, ${plural(hosts, "host")}`,
    `${plural(leaves.length, "value")}: ${carried.length} carried, ${leftOut.length} left out; ${plural(completions.length, "place")} to be completed`,
    ...section(
      `To be completed in ${zone?.path}`,
      completions.map(({ position, message }) => `  ${position?.line}:${position?.column}  ${message}`),
    ),
    ...section(
      "Left out",
      grouped(leftOut, ({ leftOut: why }) => withNext(why?.reason, why?.next), where),
    ),
    ...section(
      "Not said by the input",
      grouped(
        defaults,
        ({ reason }) => reason,
        ({ to, value }) => `${to}: ${value}`,
      ),
    ),
    ...section(
      "Carried",
      carried.map((leaf) => `  ${where(leaf)} -> ${leaf.to.join(", ")}${note(leaf)}`),
    ),
    "",
  ].join("\n");
}

function where({ file, position, path }: Leaf): string {
  return `${file}:${position.line}:${position.column}  ${path}`;
}

function note({ note: text }: Leaf): string {
  return text === undefined ? "" : ` (${text})`;
}

function withNext(reason = "", next = ""): string {
  return next === "" ? reason : `${reason}\n    next: ${next}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines];
}

/** A heading once, and below it all that it holds for. */
function grouped<T>(items: readonly T[], heading: (item: T) => string, line: (item: T) => string): readonly string[] {
  const groups = Map.groupBy(items, heading);
  return [...groups].flatMap(([title, own]) => [`  ${title}`, ...own.map((item) => `    ${line(item)}`)]);
}
