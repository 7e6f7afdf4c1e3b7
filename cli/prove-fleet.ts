import { resolve } from "node:path";
import type { Terminal, Values } from "./command.ts";
import type { Proof } from "./prove.ts";
import { provenanceOf } from "./provenance.ts";
import { startThreads, threadCount } from "./threads.ts";
import type { Destination } from "./work.ts";
import { workforce } from "./workforce.ts";

/**
 * Checks everything, on several threads when the fleet is large. Whoever asks ends it with `commit` or `discard`.
 *
 * @param target where the repositories shall go; nothing is written without it
 */
export async function proveFleet(
  values: Values,
  terminal: Terminal,
  target?: Pick<Destination, "base" | "overwrite">,
): Promise<Proof> {
  const root = resolve(terminal.cwd, String(values["fleet"] ?? "."));
  const today = terminal.now().toISOString().slice(0, 10);
  const destination = target && { ...target, today, provenance: provenanceOf(root) };
  const regions = (values["region"] ?? []) as readonly string[];
  const count = threadCount(root, regions, terminal.env["FLOTILLA_THREADS"]);
  const crew = workforce(startThreads(count, { root, regions, profiles: terminal.profiles, destination }));
  // The threads start while this one reads its own modules.
  const { prove } = await import("./prove.ts");
  return prove(values, terminal, destination, crew);
}
