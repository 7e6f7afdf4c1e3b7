/** Reads what Pulumi's engine tells while it works on one stack. */

import type { EngineEvent, OpType } from "@pulumi/pulumi/automation/index.js";
import { shownText } from "../../model/shown-text.ts";
import { noUnits, type UnitCounts } from "./stack-run.ts";

const countOf: Partial<Record<OpType, keyof UnitCounts>> = {
  create: "added",
  update: "changed",
  replace: "changed",
  delete: "deleted",
  same: "unchanged",
};

/** Colours in the words of Pulumi's engine: `<{%fg 1%}>`. */
const colourMark = /<\{%[^%]*%\}>/g;

/** What one operation on one stack has told so far. */
export class EngineLog {
  readonly #operations = new Map<string, OpType>();
  readonly #errors: string[] = [];
  readonly #violations: string[] = [];

  readonly take = (event: EngineEvent): void => {
    const { resourcePreEvent, resOutputsEvent, resOpFailedEvent, diagnosticEvent, policyEvent } = event;
    const began = resourcePreEvent?.metadata ?? resOutputsEvent?.metadata;
    if (began?.type === "flotilla:index:Tree") this.#operations.set(began.urn, began.op);
    if (resOpFailedEvent) this.#operations.delete(resOpFailedEvent.metadata.urn);
    if (diagnosticEvent?.severity === "error") this.#errors.push(plain(diagnosticEvent.message));
    if (policyEvent?.enforcementLevel === "mandatory") {
      this.#violations.push(plain(`${policyEvent.policyName}: ${policyEvent.message}`));
    }
  };

  get units(): UnitCounts {
    const counts: Record<keyof UnitCounts, number> = { ...noUnits };
    for (const operation of this.#operations.values()) {
      const kind = countOf[operation];
      if (kind) counts[kind]++;
    }
    return counts;
  }

  get isViolated(): boolean {
    return this.#violations.length > 0;
  }

  get reasons(): readonly string[] {
    return [...new Set([...this.#violations, ...this.#errors])];
  }
}

function plain(text: string): string {
  return shownText(text.replace(colourMark, "")).trim();
}
