/** Tells a person at a terminal that a long run goes on. */

import { isatty } from "node:tty";

/** A run that is over by then says nothing. */
const AFTER_MS = 1_000;
const EVERY_MS = 1_000;
/** Clears the line from the cursor on (ECMA-48, EL); the cursor always stands at its beginning. */
export const CLEAR = "\u001b[K";

/** Only where somebody looks: not in CI, not where messages are piped, not at a terminal that knows no lines. */
export function showsProgress(env: NodeJS.ProcessEnv, isTerminal = isatty(2)): boolean {
  return isTerminal && !env["CI"] && env["TERM"] !== "dumb";
}

/**
 * Writes `flotilla check: 3 s` from the first second on, again and again on one line.
 *
 * @returns ends it and leaves the line empty
 */
export function startProgress(command: string, write: (text: string) => void): () => void {
  const begin = Date.now();
  let shown = false;
  const show = () => {
    shown = true;
    write(`${CLEAR}flotilla ${command}: ${Math.round((Date.now() - begin) / 1000)} s\r`);
  };
  let every: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    show();
    every = setInterval(show, EVERY_MS);
    every.unref();
  }, AFTER_MS);
  first.unref();
  return () => {
    clearTimeout(first);
    clearInterval(every);
    if (shown) write(CLEAR);
  };
}
