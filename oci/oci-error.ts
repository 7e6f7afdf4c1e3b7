import type { Diagnostic } from "../model/diagnostic.ts";
import { withoutUserinfo } from "../model/url.ts";

/** A registry cannot be reached, refuses, or answers otherwise than the distribution specification says. It becomes a diagnostic. */
export class OciError extends Error {
  readonly code: `oci/${string}`;
  readonly hint: string;
  /** Half a sentence after the name of the registry, the same for whatever it is asked; absent where the message is as short. */
  readonly reason: string | undefined;

  /** @param message may quote a registry; users and passwords in its URLs are left out */
  constructor(code: `oci/${string}`, message: string, hint: string, reason?: string) {
    super(withoutUserinfo(message));
    this.code = code;
    this.hint = hint;
    this.reason = reason && withoutUserinfo(reason);
  }

  get diagnostic(): Diagnostic {
    return { code: this.code, severity: "error", message: this.message, subjects: [], hint: this.hint };
  }
}
