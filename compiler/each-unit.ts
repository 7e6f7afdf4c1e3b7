/** The output of a fleet without a word of its rules: who asks what lies where needs it before the fleet is right in all. */

import type { Fleet } from "../constructs/fleet.ts";
import type { EngineTables } from "../engines/engines.ts";
import { forgetValues } from "../model/memo.ts";
import type { RepositoryFile } from "../model/repository-file.ts";
import { emitUnit } from "./emit/emit-unit.ts";
import type { Selection } from "./load/load-fleet.ts";
import { repositoryNames, repositoryOf } from "./lower/lower-repository.ts";
import { createLoweringContext } from "./lower/lowering-context.ts";
import type { Unit } from "./lower/unit.ts";

interface Part {
  readonly fleet: Fleet;
  readonly selection: Selection;
  readonly engines: EngineTables;
}

/** Every unit of the selection, with objects and no text. */
export function eachUnit({ fleet, selection, engines }: Part, take: (unit: Unit) => void): void {
  const context = createLoweringContext(fleet, engines);
  try {
    for (const name of repositoryNames(fleet, selection)) {
      for (const unit of repositoryOf(fleet, name, context).units()) take(unit);
    }
  } finally {
    forgetValues();
  }
}

/** Every file of the selection. */
export function eachFile(part: Part, take: (file: RepositoryFile) => void): void {
  eachUnit(part, (unit) => emitUnit(unit).forEach(take));
}
