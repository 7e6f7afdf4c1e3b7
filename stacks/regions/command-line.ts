/** The words of `flotilla-stacks`, as data. */

import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { type SummaryFormat, summaryFormats } from "./summary.ts";

const actions = ["init", "preview", "up"] as const;
type Action = (typeof actions)[number];

/** A stack is a Pulumi, a program and a provider, of which one computes at a time. */
const defaultParallel = Math.max(2, Math.ceil(availableParallelism() / 2));

export const usage = `flotilla-stacks: the Pulumi stacks of all regions and the centre

  flotilla-stacks init     make the stacks that are missing; tell those that no region has any more
  flotilla-stacks preview  what an update would change, region by region
  flotilla-stacks up       check the whole, then update all stacks and publish

  --region R             only this region, may be given several times; centre is one of them
  --fleet DIR            folder that holds sites/ and apps/ (default: this folder)
  --parallel N           so many stacks at once (default here: ${defaultParallel})
  --fail-fast            begin no other stack after one that failed
  --refresh              compare with the repositories and not with Pulumi's state
  --expect-no-changes    exit with 7 when anything changes
  --policy-pack PATH     as of pulumi, may be given several times
  --format FORMAT        summary as ${summaryFormats.join(", ")} (default: text)
  --secrets-provider URL with init: as of pulumi stack init

It runs in the folder of Pulumi.yaml, with the pulumi on PATH and the backend that Pulumi is logged in to.
Exit codes are those of flotilla: 0 fine, 1 unexpected, 2 invalid, 5 policy, 7 changes, 8 cancelled.
`;

export interface CommandLine {
  readonly action: Action;
  readonly regions: readonly string[];
  readonly fleet: string;
  readonly parallel: number;
  readonly failFast: boolean;
  readonly refresh: boolean;
  readonly expectNoChanges: boolean;
  readonly policyPacks: readonly string[];
  readonly format: SummaryFormat;
  readonly secretsProvider: string | undefined;
}

const options = {
  region: { type: "string", multiple: true },
  fleet: { type: "string" },
  parallel: { type: "string" },
  "fail-fast": { type: "boolean" },
  refresh: { type: "boolean" },
  "expect-no-changes": { type: "boolean" },
  "policy-pack": { type: "string", multiple: true },
  format: { type: "string" },
  "secrets-provider": { type: "string" },
} as const;

/** The command line, or what is wrong with it. */
export function parseCommandLine(args: readonly string[]): CommandLine | string {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return (error as Error).message.split(". ")[0] ?? "";
  }
  const { values, positionals } = parsed;
  const action = actions.find((each) => each === positionals[0]);
  if (!action || positionals.length > 1)
    return `found ${positionals.join(" ") || "nothing"}, expected one of ${actions.join(", ")}`;
  const { parallel = String(defaultParallel), format = "text" } = values;
  if (!/^[1-9]\d*$/.test(parallel)) return `found --parallel ${parallel}, expected a whole number from 1`;
  const known = summaryFormats.find((each) => each === format);
  if (!known) return `found --format ${format}, expected one of ${summaryFormats.join(", ")}`;
  return {
    action,
    regions: values.region ?? [],
    fleet: values.fleet ?? ".",
    parallel: Number(parallel),
    failFast: values["fail-fast"] === true,
    refresh: values.refresh === true,
    expectNoChanges: values["expect-no-changes"] === true,
    policyPacks: values["policy-pack"] ?? [],
    format: known,
    secretsProvider: values["secrets-provider"],
  };
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true });
}
