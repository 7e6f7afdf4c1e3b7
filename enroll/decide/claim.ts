/** Claims: which server has taken which host, and who may take it after that. */

import { z } from "zod";
import { mac } from "../../model/address-scalars.ts";
import { machineId } from "../../model/scalars.ts";
import { type Identity, isSameIdentity } from "./identity.ts";

/** A claim as Git keeps it: <region>/<site>/<host>.json. */
export const claimSchema = z.strictObject({
  version: z.literal(1),
  /** Construct path of the host, for people. */
  host: z.string(),
  /** What the server said of itself, and the card that its site declares. */
  identity: z.strictObject({
    machineId: machineId.optional(),
    serial: z.string().optional(),
    mac: mac.optional(),
  }),
  /** SHA-256 of the public key that the server made (SubjectPublicKeyInfo), in hex. */
  key: z.string().regex(/^[0-9a-f]{64}$/),
  /** SHA-256 over all that tells the machine from its like: ids, cards, serial numbers of disks. */
  machine: z.string().regex(/^[0-9a-f]{64}$/),
  /** Id of the token that it came with. */
  token: z.string(),
  claimed: z.iso.datetime(),
  /** When the installed system came back with its certificate; null: it has not yet. */
  installed: z.iso.datetime().nullable(),
  /** What its hardware has less than its site declares, in words. */
  differences: z.array(z.string()),
});
export type Claim = z.output<typeof claimSchema>;

export type ClaimVerdict =
  /** Nobody has it: the claim is written. */
  | "new"
  /** The same server asks again, since an answer was lost or somebody was killed: nothing is written. */
  | "same"
  /** The same machine begins anew with another key, before it was ever installed: the claim is written over. */
  | "restarted"
  /** The fleet has another server under this name by now: the claim is written over. */
  | "replaced"
  /** Another server has it. */
  | "taken";

/**
 * Whether a server may have the host. Two servers of one identity never both have it: the first has it until its
 * installation is given up (`restarted` is for the same machine with the same token), the fleet names another server, or
 * somebody releases it.
 *
 * @param declared what the fleet knows the host by now
 */
export function judgeClaim(existing: Claim | undefined, wanted: Claim, declared: Identity): ClaimVerdict {
  if (!existing) return "new";
  if (!isSameIdentity(existing.identity, declared)) return "replaced";
  if (existing.key === wanted.key) return "same";
  const isRestart =
    existing.installed === null && existing.machine === wanted.machine && existing.token === wanted.token;
  return isRestart ? "restarted" : "taken";
}

/** Whether a server with this key still has the host, as the fleet knows it now. */
export function holdsClaim(claim: Claim | undefined, key: string, declared: Identity): boolean {
  return claim !== undefined && claim.key === key && isSameIdentity(claim.identity, declared);
}
