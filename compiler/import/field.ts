/** A place in an imported document, from which values are carried into fields of a zone file. */

import type { Step } from "../../model/source.ts";
import { type Account, isEmptyText, type Reason } from "./account.ts";
import { type InputValue, isList } from "./input.ts";
import { isSecretPath, secretReason, withoutSecrets } from "./secrets.ts";

/** Reads without a fault whatever the document holds: what is not there has no items, no entries and no text. */
export class Field {
  readonly path: readonly Step[];
  readonly #account: Account;
  readonly #value: InputValue | undefined;

  constructor(account: Account, value: InputValue | undefined, path: readonly Step[]) {
    this.#account = account;
    this.#value = value;
    this.path = path;
  }

  /** The whole document. */
  static of(account: Account): Field {
    return new Field(account, account.document.value, []);
  }

  at(...steps: readonly string[]): Field {
    let value = this.#value;
    for (const step of steps) value = isMapping(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    return new Field(this.#account, value, [...this.path, ...steps]);
  }

  get exists(): boolean {
    return this.#value !== undefined;
  }

  get isScalar(): boolean {
    return typeof this.#value === "string";
  }

  get items(): readonly Field[] {
    if (this.#value === undefined || !isList(this.#value)) return [];
    return this.#value.map((item, index) => new Field(this.#account, item, [...this.path, index]));
  }

  get entries(): readonly (readonly [string, Field])[] {
    return isMapping(this.#value) ? Object.keys(this.#value).map((key) => [key, this.at(key)]) : [];
  }

  /** The scalar, trimmed; undefined when there is none or it says nothing. */
  get text(): string | undefined {
    if (typeof this.#value !== "string" || isEmptyText(this.#value)) return undefined;
    return this.#value.trim();
  }

  carry(to: string, note?: string): void {
    if (this.exists) this.#account.carry(this.path, to, note);
  }

  leaveOut(reason: string, next = ""): void {
    if (this.exists) this.#account.leaveOut(this.path, { reason, next } satisfies Reason);
  }

  /**
   * The scalar as the field shall have it, and carried there. A text that does not fit goes there as it stands: nothing is
   * lost, and the check of the zone file says what is expected. Secrets stay behind.
   */
  take(to: string, change: (text: string) => string = (text) => text): string | undefined {
    const { text } = this;
    if (text === undefined) return undefined;
    const open = isSecretPath(this.path) ? undefined : withoutSecrets(text);
    if (open === undefined) {
      this.leaveOut(secretReason.reason, secretReason.next);
      return undefined;
    }
    const changed = change(open);
    const note = open === text ? undefined : "without the account in it; that goes into the secret store";
    this.carry(to, note ?? (changed === text ? undefined : `as ${changed}`));
    return changed;
  }

  /** The same for a whole number: a text that is none stays text. */
  takeNumber(to: string): number | string | undefined {
    const text = this.take(to);
    return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : text;
  }

  takeBoolean(to: string): boolean | string | undefined {
    const text = this.take(to);
    return text === "true" ? true : text === "false" ? false : text;
  }

  /** All scalars of a list; none when it is empty. */
  takeList(to: string, change?: (text: string) => string): readonly string[] | undefined {
    const texts = this.items.flatMap((item) => item.take(to, change) ?? []);
    return texts.length > 0 ? texts : undefined;
  }
}

function isMapping(value: InputValue | undefined): value is { readonly [key: string]: InputValue } {
  return typeof value === "object" && !isList(value);
}
