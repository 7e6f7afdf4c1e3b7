/** Runs a main function: messages, signals, exit codes. */

/** A failure that the user can act on; the message says how. Exit codes are those of the command line. */
export class LabFailure extends Error {
  readonly exitCode: 1 | 2;

  constructor(exitCode: 1 | 2, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Takes one line of progress for people. */
export type Log = (line: string) => void;

/** Progress goes to stderr; stdout is for results. */
export const log: Log = (line) => {
  process.stderr.write(`${line}\n`);
};

/**
 * Runs a program's main function, which resolves to the exit code. A LabFailure becomes one message; SIGINT and SIGTERM
 * abort the signal that main gets, and with it the program when main heeds it.
 */
export async function runMain(main: (stop: AbortSignal) => Promise<number>): Promise<void> {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => controller.abort());
  try {
    process.exitCode = await main(controller.signal);
  } catch (error) {
    if (error instanceof LabFailure) {
      log(error.message);
      process.exitCode = error.exitCode;
    } else if (error instanceof Error && error.name === "AbortError") {
      log("cancelled");
      process.exitCode = 8;
    } else {
      throw error;
    }
  }
}
