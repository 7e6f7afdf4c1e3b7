/** Hears that somebody wants a run to end. */

/** Signals of a run over many stacks. */
interface Stop {
  /** Somebody asked to stop: nothing else is begun. */
  readonly asked: AbortSignal;
  /** Pulumi has not heard it, and is to be told. */
  readonly interrupt: AbortSignal;
  readonly end: () => void;
}

/**
 * Ctrl-C at a terminal reaches every Pulumi by itself, as one of the foreground's processes. Told twice, it would leave
 * without waiting for what is under way; so only signals that are meant for us alone are handed on.
 */
export function listenForStop(): Stop {
  const [asked, interrupt] = [new AbortController(), new AbortController()];
  const isForeground = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
  const heard = (signal: NodeJS.Signals) => {
    asked.abort();
    if (signal !== "SIGINT" || !isForeground) interrupt.abort();
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, heard);
  return {
    asked: asked.signal,
    interrupt: interrupt.signal,
    end: () => {
      for (const signal of signals) process.off(signal, heard);
    },
  };
}
