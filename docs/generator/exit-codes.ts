/** What each exit code means and what to do about it. */

import type { exitCode } from "../../cli/exit-code.ts";

/** What an exit code means to whoever gets it. */
export interface ExitCodeText {
  readonly meaning: string;
  readonly next: string;
}

/** A text for every exit code; one without does not compile. */
export const exitCodeTexts: Readonly<Record<keyof typeof exitCode, ExitCodeText>> = {
  ok: { meaning: "done; warnings alone do not count without `--strict`", next: "nothing" },
  unexpected: {
    meaning: "a fault of Flotilla, or something outside that refused: no Git, no network, a full disk, a lock",
    next: "do what `next:` says; for a fault of Flotilla `FLOTILLA_DEBUG=1` shows where. A second run is always safe",
  },
  invalid: {
    meaning:
      "the call, a file of the fleet, a parameter, a manifest or the inventory of a written folder is wrong; nothing was written",
    next: "fix the places that are named, all at once",
  },
  policy: {
    meaning: "rules are violated; nothing was written where they are",
    next: "fix it, or agree on an exemption; docs/policies.md explains each rule",
  },
  changes: { meaning: "`diff --exit-code` found changes", next: "look at them" },
  cancelled: {
    meaning: "Ctrl-C or another signal ended the run",
    next: "run it again: repositories are whole, each as it was or with its new commit",
  },
  deleteBudget: {
    meaning: "a run would delete more sites of a region than agreed; that region was left as it is",
    next: "if it is meant, set `allowDelete` in sites/fleet.yaml in the same change",
  },
  ownership: {
    meaning:
      "somebody else, or a newer Flotilla, wrote into a place that Flotilla owns; that repository was left as it is",
    next: "put the change into the fleet's files, then publish with `--overwrite`; run the newer version; before `synth`, move away what is named",
  },
  raceLost: {
    meaning: "another writer was faster for a whole minute; that repository was left as it is",
    next: "run it again; find out who else writes to the repository",
  },
};
