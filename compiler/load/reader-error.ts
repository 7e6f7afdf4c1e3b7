import type { Position } from "../../model/source.ts";

/** What a reader of YAML says. */
export interface ReaderError {
  readonly code: string;
  readonly message: string;
  readonly position: Position;
}
