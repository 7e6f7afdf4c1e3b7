/** Rows of docs/coverage.md on who reaches whom. */

import type { Coverage } from "./coverage-markdown.ts";

export const reachRows: readonly Coverage[] = [
  {
    capability: "Every connection that the files make, with its ports, its purpose and the line that makes it",
    written: "everything: repositories, registries, profiles, `bmc`, `ntp`, `users`, `expose`, `egress`, …",
    becomes: "`flotilla list paths`",
    proof: [
      "test/compiler/reach/paths.test.ts",
      "that installs itself all begin there, and each has the line that makes it",
    ],
  },
  {
    capability: "Nothing leads into a region but by way of its hub or its gateway",
    written: "the same",
    becomes: "FLT-NET-023, beside FLT-NET-014 and FLT-HIER-022",
    proof: ["test/compiler/reach/paths.test.ts", "every path into a region ends at its hub or its gateway"],
  },
  {
    capability: "The same as a picture and a matrix, from the regions down to a site",
    written: "the same",
    becomes: "`flotilla map`",
    proof: [
      "test/e2e/report.test.ts",
      "shows who reaches whom, region by region down to a site, with the line that makes each path",
    ],
  },
  {
    capability: "Which apps of a site may speak to which, read from its NetworkPolicies, as a list and on the map",
    written: "`tenants`, `expose`, `egress`",
    becomes: "`flotilla list isolation`",
    proof: [
      "test/compiler/reach/isolation.test.ts",
      "Whatever apps ask for, their policies let them reach what the files say and nothing else",
    ],
  },
];
