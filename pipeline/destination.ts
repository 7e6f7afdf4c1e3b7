import type { Provenance } from "../compiler/emit/provenance-files.ts";

/** Where the content of repositories goes; plain data, so that it can go to another thread. */
export interface Destination {
  /** Folder of bare repositories or Git URL; repositories are `<base>/<name>.git`. */
  readonly base: string;
  readonly overwrite: boolean;
  /** Changes what a newer version of the tool wrote. */
  readonly allowOlderTool?: boolean;
  readonly provenance: Provenance;
  /** UTC, YYYY-MM-DD, for exemptions. */
  readonly today: string;
}
