/** The output of a fleet without a word of its rules: who asks what lies where needs it before the fleet is right in all. */

import type { Fleet } from "../constructs/fleet.ts";
import type { EngineTables } from "../engines/engines.ts";
import { forgetValues } from "../model/memo.ts";
import type { RepositoryFile } from "../model/repository-file.ts";
import { compileRepository, emitting, type UnitSink } from "./compile.ts";
import type { Selection } from "./load/load-fleet.ts";
import { repositoryNames, repositoryOf } from "./lower/lower-repository.ts";
import { createLoweringContext } from "./lower/lowering-context.ts";
import { ManifestChecker } from "./manifest-checker.ts";

interface Part {
  readonly fleet: Fleet;
  readonly selection: Selection;
  readonly engines: EngineTables;
}

/** Every unit of the selection, with objects and no text. */
export function eachUnit({ fleet, selection, engines }: Part, take: UnitSink): void {
  const context = createLoweringContext(fleet, engines);
  const checker = new ManifestChecker([]);
  try {
    for (const name of repositoryNames(fleet, selection)) {
      compileRepository(repositoryOf(fleet, name, context), context, checker, take);
    }
  } finally {
    forgetValues();
  }
}

/** Every file of the selection. */
export function eachFile(part: Part, take: (file: RepositoryFile) => void): void {
  eachUnit(
    part,
    emitting((_, files) => files.forEach(take)),
  );
}
