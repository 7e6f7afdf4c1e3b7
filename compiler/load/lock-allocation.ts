/** What somebody asks of an allocation, and what it makes of a lock. */

import type { AddressChange } from "../allocate/address-changes.ts";

export interface AllocationWish {
  /** Names of regions; all when empty. */
  readonly regions: readonly string[];
  /** Names of sites, hosts and apps that shall get something else. */
  readonly move: ReadonlySet<string>;
  /** Day on which clusters for a time are born that have no servers yet, like 2026-11-29; undefined: they get none. */
  readonly at?: string | undefined;
  /** Text of a file as it is published, or about to be; undefined where there is none. */
  readonly published?: ((file: string) => string | undefined) | undefined;
}

/** What a lock becomes. */
export interface LockAllocation {
  /** From the root of the fleet. */
  readonly file: string;
  /** As it is; undefined where there is none. */
  readonly before: string | undefined;
  /** As it shall be; undefined where nobody needs one. */
  readonly after: string | undefined;
  readonly changes: readonly AddressChange[];
}
