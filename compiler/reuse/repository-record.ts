import type { CompiledRepository } from "../compile.ts";

/** What is kept of the repository of a region; plain data. */
export interface RepositoryRecord {
  /** Checked by all rules. */
  readonly compiled: CompiledRepository;
  /** A publish that had nothing to do. */
  readonly settled?: SettledPublish;
}

interface SettledPublish {
  /** Hash of what else had a part in that. */
  readonly key: string;
  /** Id of the tree at the tip that already held what it should. */
  readonly tree: string;
  /** Number of files, the inventory among them. */
  readonly files: number;
}
