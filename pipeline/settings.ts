/** Where a fleet's own code comes from, when that is not the folder of its data. */
export interface CodeSource {
  /** Absolute path of the folder that may hold `flotilla.config.ts`; absent: there is no code. */
  readonly folder?: string;
  /** Absolute path of a folder whose node_modules its code may use; absent: only packages beside Flotilla. */
  readonly packages?: string | undefined;
}

/** Plain settings of one run, wherever they come from: a command line, or the configuration of a stack. */
export interface RunSettings {
  /** Absolute path of the folder that holds `sites/` and `apps/`. */
  readonly root: string;
  /** Names of the regions to work on, `centre` as one of them; empty for all. */
  readonly regions: readonly string[];
  /** UTC, YYYY-MM-DD, for exemptions. */
  readonly today: string;
  /** URL of the module with the profiles that fleets may pin; it exports what `ProfileModule` says. */
  readonly profiles: string;
  /** When absent, the code lies in `root`. */
  readonly code?: CodeSource | undefined;
  /** How many worker threads shall help, at most; the size of the fleet decides when it is undefined. */
  readonly threads?: number | undefined;
  /** Absolute path of the folder that keeps what files were read as for the next run; absent: nothing is kept. */
  readonly cache?: string | undefined;
}
