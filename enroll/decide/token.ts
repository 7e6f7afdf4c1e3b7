/** Registration tokens: what is kept of one, and whether it opens a host. */

import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { hostName, regionName, siteName } from "../../model/scalars.ts";
import { sha256 } from "../sha256.ts";

/** What a token opens: every host of a region, or one host. */
const tokenScope = z.union([
  z.strictObject({ region: regionName }),
  z.strictObject({ region: regionName, site: siteName, host: hostName }),
]);
export type TokenScope = z.output<typeof tokenScope>;

/** What is kept of a token; from it nobody can make the token. */
export const tokenRecordSchema = z.strictObject({
  version: z.literal(1),
  id: z.string().regex(/^[0-9a-f]{16}$/),
  /** SHA-256 of the secret, in hex. The secret has 256 bits of chance, so nothing slower is needed. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  scope: tokenScope,
  /** It opens one server, and never a second one. */
  once: z.boolean(),
  /** ISO 8601. */
  created: z.iso.datetime(),
  expires: z.iso.datetime(),
});
export type TokenRecord = z.output<typeof tokenRecordSchema>;

export interface PresentedToken {
  readonly id: string;
  readonly secret: string;
}

const FORM = /^flt_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/;

/** Bytes of chance that a token is made of: its id, then its secret. */
export const TOKEN_BYTES = 8 + 32;

/** @param chance TOKEN_BYTES bytes that nobody can guess */
export function tokenOf(chance: Buffer): PresentedToken & { readonly text: string } {
  const id = chance.toString("hex", 0, 8);
  const secret = chance.subarray(8, TOKEN_BYTES).toString("base64url");
  return { id, secret, text: `flt_${id}_${secret}` };
}

/** Undefined for what has not the form of a token. */
export function parseToken(text: string): PresentedToken | undefined {
  const [, id, secret] = FORM.exec(text.trim()) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

export type TokenFault = "wrong" | "expired";

/** Whether the token is what was kept; undefined when it is. In constant time, and its end is told to its holder alone. */
export function tokenFault(
  { secret }: PresentedToken,
  record: TokenRecord | undefined,
  now: Date,
): TokenFault | undefined {
  const expected = Buffer.from(record?.hash ?? "0".repeat(64), "hex");
  const isRight = timingSafeEqual(Buffer.from(sha256(secret), "hex"), expected);
  if (!record || !isRight) return "wrong";
  return now.getTime() < Date.parse(record.expires) ? undefined : "expired";
}

/** Whether the token opens this host. */
export function opens(
  scope: TokenScope,
  host: { readonly region: string; readonly site: string; readonly name: string },
) {
  if (scope.region !== host.region) return false;
  return !("host" in scope) || (scope.site === host.site && scope.host === host.name);
}

/** `region guangdong`, `host gd-sz-nanshan-01-a of gd-sz-nanshan-01`. */
export function scopeText(scope: TokenScope): string {
  return "host" in scope ? `host ${scope.host} of ${scope.site}` : `region ${scope.region}`;
}
