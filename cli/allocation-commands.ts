/** The commands that give addresses and servers out and take them back, in the order of the help text. */

import type { Command } from "./command.ts";
import { fleet } from "./command-options.ts";

const region = { name: "region", value: "R", multiple: true, help: "only this region, may be given several times" };

export const allocationCommands: readonly Command[] = [
  {
    name: "allocate",
    summary: "give sites their addresses and apps their node ports where they say auto, and keep them in locks",
    positionals: [],
    options: [
      fleet,
      region,
      { name: "check", help: "write nothing; exit with 7 when a lock would be written anew" },
      {
        name: "move",
        value: "NAME",
        multiple: true,
        help: "give this site another network, this host another address, or TENANT/APP other node ports, may be given several times",
      },
      {
        name: "at",
        value: "DAY",
        help: "day on which new clusters get their servers and begin to live, like 2026-12-31",
      },
      {
        name: "base",
        value: "REV",
        help: "Git revision that is published: what its locks give stays, where two sites were given the same",
      },
    ],
    examples: ["flotilla allocate", "flotilla allocate --check", "flotilla allocate --region hainan --base main"],
    load: () => import("./commands/allocate.ts"),
  },
  {
    name: "expire",
    summary: "bring clusters past their lifetime to their end: retired, removed, servers free",
    positionals: [],
    options: [
      fleet,
      region,
      { name: "at", value: "DAY", required: true, help: "the day that it is, like 2026-12-31" },
      {
        name: "against",
        value: "BASE",
        help: "folder of repositories or Git URL: what is retired or gone there goes on",
      },
      { name: "check", help: "write nothing; exit with 7 when a file would change" },
    ],
    examples: [
      "flotilla expire --at 2026-12-31",
      "flotilla expire --at 2026-12-31 --against https://git.panji.example/fleet",
    ],
    load: () => import("./commands/expire.ts"),
  },
];
