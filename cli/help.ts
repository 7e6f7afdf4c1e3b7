/** The help texts, made from the table of commands. */

import type { Command } from "./command.ts";

export function overview(commands: readonly Command[]): string {
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(12)}${summary}`);
  return [
    "flotilla: fleet-as-code for edge Kubernetes",
    "",
    "Usage: flotilla COMMAND [OPTIONS]",
    "",
    "Examples:",
    "  flotilla check",
    "  flotilla publish --to out/repos",
    "  flotilla explain SITE",
    "",
    "Commands:",
    ...rows,
    "",
    "flotilla COMMAND --help tells more. Exit codes: 0 fine, 1 unexpected, 2 invalid input, 5 policy,",
    "7 changes where none were expected, 8 cancelled, 10 delete budget, 11 ownership conflict, 12 race lost.",
    "",
  ].join("\n");
}

export function usage({ name, summary, positionals, options, examples }: Command): string {
  const words = [
    ...positionals.map((each) => `${each.required ? each.name : `[${each.name}]`}${each.multiple ? "..." : ""}`),
    ...options.map(({ name: option, value, multiple, required }) => {
      const text = value ? `--${option} ${value}` : `--${option}`;
      return required ? text : `[${text}]${multiple ? "..." : ""}`;
    }),
  ];
  const rows = [
    ...positionals.map((each) => [each.name, each.help]),
    ...options.map((each) => [`--${each.name}${each.value ? ` ${each.value}` : ""}`, each.help]),
  ];
  const width = Math.max(0, ...rows.map(([left = ""]) => left.length)) + 2;
  return [
    `flotilla ${name}: ${summary}`,
    "",
    `Usage: flotilla ${[name, ...words].join(" ")}`,
    "",
    "Examples:",
    ...examples.map((example) => `  ${example}`),
    ...(rows.length > 0
      ? ["", "Arguments:", ...rows.map(([left = "", right]) => `  ${left.padEnd(width)}${right}`)]
      : []),
    "",
  ].join("\n");
}
