/** An attack or a fault that was tried, as a row of docs/faults.md. */

/** One attack or fault. */
export interface Attack {
  readonly area: string;
  readonly tried: string;
  readonly outcome: string;
  /** Tests, or the `describe` around several, that fail when the outcome is another. */
  readonly heldBy: readonly { readonly file: string; readonly title: string }[];
  /** What is left open, with its reason. */
  readonly limit?: string;
}

/** Files and the titles in them that hold one attack: a name alone lies in test/faults. */
type Holders = readonly (readonly [file: string, title: string])[];

/** A row of the table. */
export function attack(area: string, tried: string, outcome: string, holders: Holders, limit?: string): Attack {
  const heldBy = holders.map(([file, title]) => ({
    file: file.includes("/") ? `test/${file}.test.ts` : `test/faults/${file}.test.ts`,
    title,
  }));
  return { area, tried, outcome, heldBy, ...(limit !== undefined && { limit }) };
}
