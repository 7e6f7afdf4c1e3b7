/** The commands by which a change is reviewed, in the order of the help text. */

import type { Command } from "./command.ts";
import { codeFrom, fleet, format, region } from "./command-options.ts";

export const reviewCommands: readonly Command[] = [
  {
    name: "diff",
    summary: "show what a change of the fleet does to every cluster",
    positionals: [],
    options: [
      fleet,
      region,
      { name: "base", value: "REV", required: true, help: "Git revision to compare with" },
      { name: "head", value: "REV", help: "Git revision that changes it (default: the files as they are)" },
      codeFrom,
      { name: "exit-code", help: "exit with 7 when anything changes" },
      format("text", "json", "markdown"),
    ],
    examples: ["flotilla diff --base main", "flotilla diff --base main --head feature --format markdown"],
    load: () => import("./commands/diff.ts"),
  },
  {
    name: "plan",
    summary: "review a change: what it does where, when, why, and what breaks",
    positionals: [],
    options: [
      fleet,
      region,
      { name: "base", value: "REV", help: "Git revision to compare with" },
      { name: "against", value: "BASE", help: "folder of repositories or Git URL: compare with what is published" },
      { name: "head", value: "REV", help: "Git revision that changes it (default: the files as they are)" },
      { name: "merge", help: "what the merge of --head into --base would do, not --head alone" },
      codeFrom,
      {
        name: "publish-at",
        value: "TIME",
        help: "when it shall be published, like 2026-12-01T14:00Z: local times of it",
      },
      { name: "summary", help: "at most twenty lines, whatever the change" },
      { name: "out", value: "FILE", help: "also write plan.json there, for gates and other programs" },
      {
        name: "report",
        value: "FILE",
        help: "also write it there as a page to look at: one HTML file that loads nothing",
      },
      { name: "expect-hash", value: "HASH", help: "exit with 7 when the plan is not the one with this hash" },
      { name: "exit-code", help: "exit with 7 when anything changes" },
      format("text", "json", "markdown"),
    ],
    examples: [
      "flotilla plan --base main",
      "flotilla plan --base main --head feature --merge --format markdown --out plan.json",
      "flotilla plan --against https://git.panji.example/fleet --summary",
      "flotilla plan --base main --report out/plan.html",
    ],
    load: () => import("./commands/plan.ts"),
  },
  {
    name: "review",
    summary: "post a plan to its pull request, and hold the merge to what was reviewed",
    positionals: [{ name: "ACTION", required: true, help: "post or gate" }],
    options: [
      fleet,
      {
        name: "plan",
        value: "FILE",
        required: true,
        help: "plan.json as `flotilla plan --out` wrote it: with post that of the head, with gate that of the merge",
      },
    ],
    examples: ["flotilla review post --plan plan.json", "flotilla review gate --plan plan.json"],
    load: () => import("./commands/review.ts"),
  },
];
