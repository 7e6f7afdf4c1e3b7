/** What is said of the codes of one family. */

/** What brings a diagnostic about and what fixes it. */
interface DiagnosticText {
  readonly when: string;
  readonly next: string;
}

/** Codes by family. Rules have ids of their own and docs/policies.md. */
export interface CodeFamily {
  readonly name: string;
  readonly about: string;
  readonly codes: Readonly<Record<string, DiagnosticText>>;
}
