import { parseArgs } from "node:util";
import { errorText } from "../model/error-place.ts";
import { isOfOwnCode, mendOwnCode } from "../model/own-code-error.ts";
import { shownText } from "../model/shown-text.ts";
import { didYouMean } from "../model/suggest.ts";
import { version } from "../pipeline/version.ts";
import { type Command, type Invocation, parseArgsOptions, type Terminal } from "./command.ts";
import { commands } from "./commands.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { fleetFolderFault } from "./fleet-folder.ts";
import { overview, usage } from "./help.ts";
import { systemErrorText } from "./system-error.ts";
import { systemTerminal } from "./terminal.ts";

/** Runs one command line and tells the exit code. Never throws. */
export function main(args: readonly string[], terminal: Terminal = systemTerminal()): Promise<ExitCode> {
  return runLine(args, visible(terminal));
}

/** Whatever is printed may quote files, names and other programs. */
function visible(terminal: Terminal): Terminal {
  const { colour, stdout, stderr } = terminal;
  return {
    ...terminal,
    stdout: (text) => stdout(shownText(text, colour)),
    stderr: (text) => stderr(shownText(text, colour)),
  };
}

async function runLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    const command = commands.find((each) => each.name === rest[0]);
    terminal.stdout(command ? usage(command) : overview(commands));
    return exitCode.ok;
  }
  if (name === "--version" || name === "-v") {
    terminal.stdout(`${version}\n`);
    return exitCode.ok;
  }
  const command = commands.find((each) => each.name === name);
  if (!command) {
    const names = commands.map((each) => each.name);
    terminal.stderr(`flotilla: found command ${name}, expected one of ${names.join(", ")}${didYouMean(name, names)}\n`);
    return exitCode.invalid;
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    terminal.stdout(usage(command));
    return exitCode.ok;
  }
  const invocation = parse(command, rest);
  if (typeof invocation === "string") {
    terminal.stderr(`flotilla ${name}: ${invocation}\n  flotilla ${name} --help shows how it is called\n`);
    return exitCode.invalid;
  }
  const fault = fleetFolderFault(invocation.values, terminal.cwd);
  if (fault !== undefined) {
    terminal.stderr(`flotilla ${name}: ${fault}\n  next: name it with --fleet, or start one with flotilla init DIR\n`);
    return exitCode.invalid;
  }
  return run(command, invocation, terminal);
}

async function run(command: Command, invocation: Invocation, terminal: Terminal): Promise<ExitCode> {
  try {
    const { run } = await command.load();
    return await run(invocation, terminal);
  } catch (error) {
    const refused = error instanceof Error && "code" in error ? systemErrorText(error) : undefined;
    if (refused !== undefined) {
      terminal.stderr(`flotilla ${command.name}: ${refused}\n`);
      return exitCode.unexpected;
    }
    const debug = terminal.env["FLOTILLA_DEBUG"] !== undefined;
    if (isOfOwnCode(error)) {
      terminal.stderr(`flotilla ${command.name}: ${errorText(error)}\n  next: ${mendOwnCode}\n`);
      if (debug) terminal.stderr(`${(error as Error).stack}\n`);
      return exitCode.invalid;
    }
    const text = error instanceof Error ? (debug ? error.stack : error.message) : String(error);
    terminal.stderr(`flotilla ${command.name}: unexpected: ${text}\n`);
    if (!debug) terminal.stderr("  this is a fault of Flotilla; FLOTILLA_DEBUG=1 shows where\n");
    return exitCode.unexpected;
  }
}

/** The parsed arguments, or what is wrong with them. */
function parse(command: Command, args: readonly string[]): Invocation | string {
  let parsed: Invocation;
  try {
    parsed = parseArgs({ args: [...args], options: parseArgsOptions(command.options), allowPositionals: true });
  } catch (error) {
    const message = (error as Error).message.split(". ")[0] ?? "";
    const known = command.options.map((option) => `--${option.name}`);
    const unknown = /Unknown option '([^']+)'/.exec(message)?.[1];
    return `${message}${unknown === undefined ? "" : didYouMean(unknown, known)}`;
  }
  const { values, positionals } = parsed;
  if (positionals.length > command.positionals.length && !command.positionals.at(-1)?.multiple) {
    return `found argument ${positionals[command.positionals.length]}, expected ${command.positionals.length || "none"}`;
  }
  const missing = command.positionals.find((each, index) => each.required && positionals[index] === undefined);
  if (missing) return `expected ${missing.name}: ${missing.help}`;
  for (const { name, value, choices, required } of command.options) {
    const given = values[name];
    if (required && given === undefined) return `expected --${name} ${value}`;
    if (given === "") return `found an empty --${name}, expected --${name} ${value}`;
    if (choices && typeof given === "string" && !choices.includes(given)) {
      return `found --${name} ${given}, expected one of ${choices.join(", ")}${didYouMean(given, choices)}`;
    }
  }
  return parsed;
}
