/** The account of one document: what became of each of its leaves. */

import type { Position, Step } from "../../model/source.ts";
import { type InputDocument, leafPaths, pathText } from "./input.ts";
import { isSecretPath, secretReason } from "./secrets.ts";

/** Why a value is in no zone file, and what a person does about it. */
export interface Reason {
  readonly reason: string;
  /** Empty when there is nothing to do. */
  readonly next: string;
}

/** What became of one leaf. Its value is never told: it may be a secret, and its position is. */
export interface Leaf {
  readonly file: string;
  readonly position: Position;
  /** Like `spec.nodes[0].hostName`. */
  readonly path: string;
  /** Fields of the zone file that it went into, like `sites[0].hosts[0].name`; none when it was left out. */
  readonly to: readonly string[];
  /** How the field's text differs from the leaf's. */
  readonly note?: string;
  /** Of a leaf that was left out. */
  readonly leftOut?: Reason;
}

/** What a step of a way says of everything below it. */
export type ReasonTable = Readonly<Record<string, Reason>>;

const unknownField: Reason = {
  reason: "no field of a zone file says this",
  next: "if it matters, say it in a parameter of the profile or in the site's manifests",
};

const empty: Reason = { reason: "it is empty", next: "" };

interface Carried {
  readonly to: readonly string[];
  readonly note?: string | undefined;
}

/** Every leaf has exactly one entry: carried when it went anywhere, and left out otherwise. */
export class Account {
  readonly document: InputDocument;
  readonly #carried = new Map<string, Carried>();
  readonly #leftOut = new Map<string, Reason>();

  constructor(document: InputDocument) {
    this.document = document;
  }

  /** All leaves at and below the path went into the field. */
  carry(path: readonly Step[], to: string, note?: string): void {
    const key = keyOf(path);
    const before = this.#carried.get(key);
    const fields = new Set([...(before?.to ?? []), to]);
    this.#carried.set(key, { to: [...fields], note: before?.note ?? note });
  }

  /** No leaf at or below the path goes anywhere, unless somebody carries it; the reason nearest to a leaf counts. */
  leaveOut(path: readonly Step[], reason: Reason): void {
    this.#leftOut.set(keyOf(path), reason);
  }

  /** What became of every leaf. Of those that nobody spoke of, the table says why, by the first step that it knows. */
  leaves(reasons: ReasonTable, otherwise = unknownField): readonly Leaf[] {
    const { file, value, positionOf } = this.document;
    return leafPaths(value).map((path) => {
      const head = { file, position: positionOf(path), path: pathText(path) };
      const above = path.map((_, index) => keyOf(path.slice(0, path.length - index))).concat(keyOf([]));
      const carried = above.flatMap((key) => this.#carried.get(key) ?? []);
      if (carried.length === 0) return { ...head, to: [], leftOut: this.#reasonOf(path, above, reasons) ?? otherwise };
      const note = carried.find((each) => each.note !== undefined)?.note;
      return { ...head, to: carried.flatMap(({ to }) => to), ...(note !== undefined && { note }) };
    });
  }

  #reasonOf(path: readonly Step[], above: readonly string[], reasons: ReasonTable): Reason | undefined {
    if (isSecretPath(path)) return secretReason;
    const spoken = above.find((key) => this.#leftOut.has(key));
    if (spoken !== undefined) return this.#leftOut.get(spoken) as Reason;
    if (this.#isEmpty(path)) return empty;
    const known = path.find((step) => typeof step === "string" && Object.hasOwn(reasons, step));
    return known === undefined ? undefined : reasons[known];
  }

  #isEmpty(path: readonly Step[]): boolean {
    let value: unknown = this.document.value;
    for (const step of path) value = (value as Record<Step, unknown>)[step];
    return typeof value !== "string" || isEmptyText(value);
  }
}

function keyOf(path: readonly Step[]): string {
  return JSON.stringify(path);
}

/** The texts by which YAML and spreadsheets say nothing. */
export function isEmptyText(text: string): boolean {
  return /^(|null|Null|NULL|~|-|n\/a)$/i.test(text.trim());
}
