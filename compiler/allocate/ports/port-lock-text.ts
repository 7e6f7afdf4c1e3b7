/** The text of the lock of node ports: a line an app, in the order of names, so that Git merges it line by line. */

import { type PortLine, type PortLines, portLockSchema } from "../../../model/port-lock-file.ts";
import { parseYaml } from "../../load/parse-yaml.ts";
import { keyText } from "../lock-text.ts";
import { withoutMarkers } from "../merged-lines.ts";

const HEAD = `# Written by flotilla allocate: a line an app, whose node ports stay what they are. Nobody edits it by hand.
`;

export function portLockText(lines: PortLines): string {
  const named = [...lines].filter(([, line]) => Object.keys(line).length > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  if (named.length === 0) return `${HEAD}apps: {}\n`;
  return `${HEAD}apps:\n${named.map(([app, line]) => `  ${keyText(app)}: ${lineText(line)}\n`).join("")}`;
}

function lineText(line: PortLine): string {
  const names = Object.keys(line).sort();
  return `{ ${names.map((name) => `${keyText(name)}: ${line[name]}`).join(", ")} }`;
}

/**
 * The lines of a lock that a merge left with two sides.
 *
 * @param published numbers that count where the two sides gave a port different ones; the first side otherwise
 * @returns undefined where a line says nothing of an app
 */
export function mergedPortLines(text: string, published?: PortLines): PortLines | undefined {
  const lines = new Map<string, PortLine>();
  for (const line of withoutMarkers(text)) {
    if (/^\s*(#.*)?$|^apps:\s*(\{\})?\s*$/.test(line)) continue;
    const parsed = parseYaml("", line);
    const found = "value" in parsed ? portLockSchema.safeParse({ apps: parsed.value }).data : undefined;
    if (!found) return undefined;
    for (const [app, own] of Object.entries(found.apps)) {
      const seen = published?.get(app) ?? {};
      const isSeen = Object.entries(own).filter(([name, number]) => seen[name] === number);
      lines.set(app, { ...own, ...lines.get(app), ...Object.fromEntries(isSeen) });
    }
  }
  return lines;
}
