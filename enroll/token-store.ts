/** Registration tokens on disk: what is kept of each, and which server used one that is for one. */

import { randomBytes } from "node:crypto";
import {
  type PresentedToken,
  TOKEN_BYTES,
  type TokenRecord,
  type TokenScope,
  tokenOf,
  tokenRecordSchema,
} from "./decide/token.ts";
import { sha256 } from "./sha256.ts";
import type { StateFolder } from "./state-folder.ts";

export interface TokenWish {
  readonly scope: TokenScope;
  readonly once: boolean;
  readonly expires: Date;
}

export class TokenStore {
  readonly #folder: StateFolder;

  constructor(state: StateFolder) {
    this.#folder = state.within("tokens");
  }

  /** @returns the token itself, which nobody can read again */
  make({ scope, once, expires }: TokenWish, now: Date): string {
    const { id, secret, text } = tokenOf(randomBytes(TOKEN_BYTES));
    const record: TokenRecord = {
      version: 1,
      id,
      hash: sha256(secret),
      scope,
      once,
      created: now.toISOString(),
      expires: expires.toISOString(),
    };
    this.#folder.write(`${id}.json`, `${JSON.stringify(record, undefined, 2)}\n`);
    return text;
  }

  /** @throws for a record that somebody damaged */
  find({ id }: Pick<PresentedToken, "id">): TokenRecord | undefined {
    const text = this.#folder.read(`${id}.json`);
    return text === undefined ? undefined : tokenRecordSchema.parse(JSON.parse(text));
  }

  /**
   * Keeps a token that is for one server for the machine that came first.
   *
   * @returns whether it is this one's
   */
  reserve({ id, once }: TokenRecord, machine: string): boolean {
    if (!once) return true;
    const name = `${id}.used`;
    return this.#folder.create(name, machine) || this.#folder.read(name) === machine;
  }

  /** Lets nobody in by it from now on; whoever is in stays. */
  revoke(id: string): boolean {
    const isThere = this.#folder.read(`${id}.json`) !== undefined;
    this.#folder.remove(`${id}.json`);
    return isThere;
  }
}
