/** What every reader of a format of imported files is and gives. */

import type { Reason, ReasonTable } from "./account.ts";
import type { SiteDraft } from "./draft.ts";
import type { Field } from "./field.ts";

/** A field of the zone file that the input does not say. */
export interface Defaulted {
  /** Like `sites[0].hosts[0].arch`. */
  readonly to: string;
  readonly value: string;
  readonly reason: string;
}

export interface ReadSites {
  readonly sites: readonly SiteDraft[];
  readonly defaults: readonly Defaulted[];
}

export interface ReadOptions {
  /** `name@version` for every site. */
  readonly profile: string;
  /** Place of the first site in the zone file. */
  readonly firstSite: number;
}

export interface Format {
  /** As a report names it. */
  readonly name: string;
  readonly recognises: (document: Field) => boolean;
  /** Carries what it can; the account of the document says the rest. */
  readonly read: (document: Field, options: ReadOptions) => ReadSites;
  /** Why the format's other fields are left out. */
  readonly reasons: ReasonTable;
  /** Of what the table does not know; the usual words when absent. */
  readonly otherwise?: Reason;
}
