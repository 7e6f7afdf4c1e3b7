/** The audit log: a line of JSON for each request that was decided, and no secret in any. */

import { appendFileSync } from "node:fs";
import { withoutCredentials } from "../model/url.ts";

export interface AuditEntry {
  /** `enroll`, `renew`, `files`, ... */
  readonly event: string;
  /** `granted`, or the code of a refusal. */
  readonly outcome: string;
  /** Address that asked. */
  readonly from: string;
  /** Id of the token; never its secret. */
  readonly token?: string | undefined;
  /** Construct path of the host. */
  readonly host?: string | undefined;
  /** SHA-256 of the public key. */
  readonly key?: string | undefined;
  /** Hash of the machine. */
  readonly machine?: string | undefined;
  /** `new`, `same`, `restarted`, `replaced`. */
  readonly claim?: string | undefined;
  /** Seconds by which the server's clock is before or behind the service's, when that is more than a minute. */
  readonly clockOff?: number | undefined;
  readonly detail?: string | undefined;
}

/** Appends an entry; the time stands first. */
export type Audit = (entry: AuditEntry) => void;

/** @param file made when missing, readable by its owner alone */
export function auditTo(file: string, now: () => Date): Audit {
  return (entry) => {
    const line = withoutCredentials(JSON.stringify({ at: now().toISOString(), ...entry }));
    appendFileSync(file, `${line}\n`, { mode: 0o600 });
  };
}
