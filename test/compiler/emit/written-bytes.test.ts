import { join } from "node:path";
import { expect, test } from "vitest";
import { emitUnit } from "../../../compiler/emit/emit-unit.ts";
import { writtenBytes } from "../../../compiler/emit/written-bytes.ts";
import { loadFleet } from "../../../compiler/load/load-fleet.ts";
import { repositoryNames, repositoryOf } from "../../../compiler/lower/lower-repository.ts";
import { createLoweringContext } from "../../../compiler/lower/lowering-context.ts";
import { engines } from "../../../engines/engines.ts";
import type { RepositoryFile } from "../../../model/repository-file.ts";
import { catalogue } from "../../../profiles/catalogue.ts";

const { fleet, selection } = loadFleet(join(import.meta.dirname, "../../.."), catalogue);
if (!fleet) throw new Error("the sample fleet is faulty");
const context = createLoweringContext(fleet, engines);
const byPath = (files: readonly RepositoryFile[]) => new Map(files.map((file) => [file.path, file]));

test.each(repositoryNames(fleet, selection))(
  "The bytes of %s are those of its files, whatever part of them is there as text",
  (name) => {
    const units = [...repositoryOf(fleet, name, context).units()];
    const files = units.flatMap((unit) => emitUnit(unit));
    const once = new Map(files.map(({ id, text }) => [id, text]));
    const bytes = [...once.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    const hostsAndHub = byPath(files.filter(({ path }) => /^(hosts|hub)\//.test(path)));
    for (const written of [new Map(), hostsAndHub, byPath(files)]) expect(writtenBytes(units, written)).toBe(bytes);
  },
);
