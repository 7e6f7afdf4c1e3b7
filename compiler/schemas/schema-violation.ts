/** One place where an object differs from what its kind allows. */
export interface SchemaViolation {
  /** Keys and list positions from the top of the object; of a missing field, the field itself. */
  readonly path: readonly (string | number)[];
  readonly found: string;
  readonly expected: string;
  readonly hint?: string;
}
