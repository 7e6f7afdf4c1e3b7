/** The one shape of everything that is found wrong: code, severity, message, where, hint. */

import type { Mend } from "./mend.ts";
import type { Source } from "./source.ts";

export type Severity = "error" | "warning" | "info";

/**
 * One finding. The text is for people: the message says what was found and what was expected,
 * the hint says what to do next.
 */
export interface Diagnostic {
  /** Stable and documented: `load/unknown-key`, `engine/unsupported`, `FLT-NET-001`, a fleet's own `ACME-NET-001`, ... */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Where to look first; absent for a model built by a program. */
  readonly at?: Source;
  /** Construct paths of everything concerned, such as `panji/guangdong/shenzhen/sz-nanshan-01`. */
  readonly subjects: readonly string[];
  /** What of the first subject is meant, where no file says it: `layer cilium, DaemonSet kube-system/cilium`. */
  readonly part?: string;
  readonly hint?: string;
  /** What would put it right, where that is beyond doubt; `flotilla check --fix` does it. */
  readonly mend?: Mend;
  /** Set where nothing was found because nobody could look: neither a pass nor a violation, and it fails like one. */
  readonly notEvaluated?: NotEvaluated;
  /** Of what a fleet's own code threw, for whoever looks for the fault; shown with FLOTILLA_DEBUG alone. */
  readonly stack?: string;
}

/** What nobody knows. */
export interface NotEvaluated {
  /** Ids of the rules that could not be asked. */
  readonly rules: readonly string[];
  readonly reason: string;
}

/** Ids of rules: `FLT-` and others' own prefixes, an area, three digits. */
export const ruleId = /^[A-Z][A-Z0-9]*-[A-Z]+-\d{3}$/;

/** Policy findings carry rule ids; everything else is invalid input. */
export function isPolicyCode(code: string): boolean {
  return ruleId.test(code);
}
