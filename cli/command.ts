/** What a command is: its options as data, and what it gets when it runs. */

import type { ParseArgsOptionsConfig } from "node:util";
import type { ExitCode } from "./exit-code.ts";

/** What a command gets and gives: data on stdout, messages on stderr. */
export interface Terminal {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Colours may be used on stderr and stdout. */
  readonly colour: boolean;
  /** A person looks at stdout and stderr: excerpts of files and progress are of use. */
  readonly interactive: boolean;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Makes a folder for what only this run needs; it goes with the process, also when a signal ends that. */
  readonly scratch: () => string;
  /** Module with the profiles that fleets may pin, a file URL; it exports what `ProfileModule` says. */
  readonly profiles: string;
}

export type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

export interface Invocation {
  readonly values: Values;
  readonly positionals: readonly string[];
}

export type Run = (invocation: Invocation, terminal: Terminal) => Promise<ExitCode>;

export interface Option {
  readonly name: string;
  /** Placeholder of the value, like DIR; absent for a flag. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly multiple?: boolean;
  readonly required?: boolean;
  readonly help: string;
}

interface Positional {
  readonly name: string;
  readonly required: boolean;
  /** Of the last one: there may be several. */
  readonly multiple?: boolean;
  readonly help: string;
}

/** A command as data: help, parsing and checks are made from it; its code is imported when it runs. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly positionals: readonly Positional[];
  readonly options: readonly Option[];
  readonly examples: readonly string[];
  readonly load: () => Promise<{ readonly run: Run }>;
}

export function parseArgsOptions(options: readonly Option[]): ParseArgsOptionsConfig {
  return Object.fromEntries(
    options.map(({ name, value, multiple = false }) => [name, { type: value ? "string" : "boolean", multiple }]),
  );
}
