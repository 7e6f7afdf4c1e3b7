/** The commands on what was published already, in the order of the help text. */

import type { Command } from "./command.ts";
import { fleet, region } from "./command-options.ts";

export const deliveryCommands: readonly Command[] = [
  {
    name: "rollback",
    summary: "bring a region back to an earlier commit of its repository",
    positionals: [{ name: "REGION", required: true, help: "name of the region, or `centre`" }],
    options: [
      fleet,
      { name: "to", value: "COMMIT", required: true, help: "commit of the region's repository" },
      { name: "in", value: "BASE", help: "where the repositories are (default: `repositories` of sites/fleet.yaml)" },
      { name: "overwrite", help: "restore files that somebody edited or added by hand" },
    ],
    examples: [
      "flotilla rollback guangdong --to 0c3f6d2a9b8e7f5140312233445566778899aabb",
      "flotilla rollback guangdong --to 0c3f6d2 --in out/repos",
    ],
    load: () => import("./commands/rollback.ts"),
  },
  {
    name: "prune-artifacts",
    summary: "take out of the registry what none of the last deliveries pins",
    positionals: [],
    options: [
      fleet,
      region,
      { name: "keep", value: "N", help: "deliveries that stay whole, the newest among them (default: 20)" },
      { name: "dry-run", help: "show what would go, and delete nothing" },
    ],
    examples: ["flotilla prune-artifacts --dry-run", "flotilla prune-artifacts --region guangdong --keep 50"],
    load: () => import("./commands/prune-artifacts.ts"),
  },
];
