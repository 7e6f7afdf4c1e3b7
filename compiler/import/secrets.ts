/** What a secret looks like in an imported file; none of it goes into a zone file or a report. */

import type { Step } from "../../model/source.ts";

export const secretReason = {
  reason: "a password, a key or the account that belongs to it",
  next: "put it into the secret store; that of a BMC is the entry bmc/<credentials> with username and password",
};

/** Names of fields with a secret. Names of objects that hold one, such as `pullSecretRef`, are none. */
const secretKey =
  /passw|passphrase|(^|_)pass$|pwd|(^|_)pw$|token|private_?key|^(pull|client|shared)?_?secrets?(_?key)?$|user_?name|^user$|^(bmc|ipmi|pm|ilo|idrac)_?user$|^stringData$/i;

/** Whether a field on the way, or an account that is written out in place, says that the leaf is secret. */
export function isSecretPath(path: readonly Step[]): boolean {
  return path.some(
    (step, index) =>
      typeof step === "string" &&
      (isSecretKey(step.replaceAll(/[\s-]/g, "_")) || (step === "credentials" && index < path.length - 1)),
  );
}

function isSecretKey(key: string): boolean {
  return secretKey.test(key) && !/(Ref|Refs|Name)$/.test(key);
}

/** The text without what only its owner may know, or undefined when nothing would be left of it. */
export function withoutSecrets(text: string): string | undefined {
  if (/PRIVATE KEY/.test(text)) return undefined;
  return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@\s]*@/i, "$1");
}
