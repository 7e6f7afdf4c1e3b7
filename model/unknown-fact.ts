/** What a rule asks for and nobody could look up: a check that meets it is not evaluated, whatever else it would find. */

/** The message says what could not be read, and why. */
export class UnknownFact extends Error {
  override readonly name = "UnknownFact";
  /** What to do about it. */
  readonly next: string;

  constructor(message: string, next: string) {
    super(message);
    this.next = next;
  }
}
