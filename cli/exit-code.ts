/** The exit codes of commands: those of every hand that uses pipeline/. */

export { type ExitCode, exitCode } from "../pipeline/exit-code.ts";
