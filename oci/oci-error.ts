import type { Diagnostic } from "../model/diagnostic.ts";
import { withoutUserinfo } from "../model/url.ts";

/** A registry cannot be reached, refuses, or answers otherwise than the distribution specification says. It becomes a diagnostic. */
export class OciError extends Error {
  readonly code: `oci/${string}`;
  readonly hint: string;

  /** @param message may quote a registry; users and passwords in its URLs are left out */
  constructor(code: `oci/${string}`, message: string, hint: string) {
    super(withoutUserinfo(message));
    this.code = code;
    this.hint = hint;
  }

  get diagnostic(): Diagnostic {
    return { code: this.code, severity: "error", message: this.message, subjects: [], hint: this.hint };
  }
}
