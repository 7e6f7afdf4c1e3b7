/** The text of sites/baseline.yaml: an entry a line, sorted, so that a change of one place is a diff of one line. */

import type { BaselineSpec } from "../../model/baseline-file.ts";

const head = `# Findings that flotilla check passes over, and no others: each is still to be mended.
# Written by flotilla check --baseline shrink, which takes out what is mended; it only ever gets shorter.
`;

export function baselineText(entries: readonly BaselineSpec[]): string {
  const lines = entries.map(({ rule, construct, place, count }) => {
    const fields = [
      `rule: ${rule}`,
      `construct: ${scalar(construct)}`,
      ...(place === undefined ? [] : [`place: ${scalar(place)}`]),
      `count: ${count}`,
    ];
    return `  - { ${fields.join(", ")} }\n`;
  });
  return `${head}baseline:\n${lines.join("")}`;
}

/** JSON's strings are YAML's. */
function scalar(text: string): string {
  return /^[a-z][-\w./]*$/i.test(text) ? text : JSON.stringify(text);
}
