import type { Source } from "../../../model/source.ts";
import type { Port } from "../../../model/traffic.ts";
import type { Endpoint } from "./endpoint.ts";

/** That one end speaks to another, because the fleet's files say so. The one that begins is `from`. */
export interface DeclaredPath {
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** Empty: any. */
  readonly ports: readonly Port[];
  /** As the verb of a sentence whose subject is `from`: `pulls images`. */
  readonly purpose: string;
  /** Host of a proxy that it goes by. */
  readonly via?: string | undefined;
  /** Where it is written; absent for a fleet that a program made. */
  readonly source: Source | undefined;
}
