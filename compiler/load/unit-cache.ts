/** Keeps on the disk what became of sites, so that the next run neither lowers nor checks what has not changed. */

import { hash } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { ManifestContext, RepositoryFolder } from "../../policies/rule.ts";
import type { CheckedUnit, Folder, UnitNames } from "../lower/unit.ts";
import type { UnitRecord } from "../reuse/known-units.ts";
import type { RepositoryRecord } from "../reuse/repository-record.ts";
import { CacheFiles } from "./cache-files.ts";
import { programHash } from "./program-hash.ts";

/** Records of the sites of regions, by the keys of the sites. */
export interface UnitCache {
  /** @param region key of what all sites of the region share */
  readonly get: (region: string) => ReadonlyMap<string, UnitRecord>;
  readonly put: (region: string, records: ReadonlyMap<string, UnitRecord>) => void;
  /** @param repository key of all that the repository of a region follows from */
  readonly getRepository: (repository: string) => RepositoryRecord | undefined;
  readonly putRepository: (repository: string, record: RepositoryRecord) => void;
}

/** What decides what becomes of a site, from this file: everything between its record and the text of its files. */
export const unitSources = [
  "../../model",
  "../../constructs",
  "../../engines",
  "../../policies",
  "../../profiles",
  "..",
];
export const unitPackages = [
  "@secretlint/secretlint-rule-preset-recommend",
  "cdk8s",
  "constructs",
  "diff",
  "js-yaml",
  "yaml",
  "zod",
];

/**
 * A cache in a folder, a file for what the sites of one region have in common: nothing is known of any of them once that is
 * another, and another version of the program or of Node never meets the file.
 *
 * @param folder as `CacheFiles` takes it
 * @param program hash of all code that has a part in what becomes of a site. @default of what is shipped
 */
export function openUnitCache(folder: string, program?: string, most?: number): UnitCache {
  const files = new CacheFiles(folder, most);
  let known = program;
  const nameOf = (what: "sites" | "repository", key: string) => {
    known ??= programHash(unitSources, unitPackages);
    return hash("sha256", `${known}\n${what} ${key}`);
  };
  const read = (name: string): unknown => {
    const body = files.read(name);
    return body && JSON.parse(inflateRawSync(body).toString("utf8"));
  };
  const write = (name: string, value: unknown) =>
    files.write(name, deflateRawSync(JSON.stringify(value), { level: 1 }));
  return {
    get: (region) => {
      const found = read(nameOf("sites", region));
      return found === undefined ? new Map() : unpacked(found as Packed);
    },
    put: (region, records) => write(nameOf("sites", region), packed(records)),
    getRepository: (repository) => read(nameOf("repository", repository)) as RepositoryRecord | undefined,
    putRepository: (repository, record) => write(nameOf("repository", repository), record),
  };
}

/** What many folders have in common stands there once. */
interface Packed {
  readonly names: readonly (readonly string[])[];
  readonly contexts: readonly ManifestContext[];
  readonly records: readonly (readonly [key: string, record: PackedRecord])[];
}

type PackedNames = readonly (readonly [path: string, names: number])[];

interface PackedRecord extends Omit<UnitRecord, "checked" | "hubFolders"> {
  readonly checked: Omit<CheckedUnit, "names">;
  readonly names: Readonly<Record<keyof UnitNames, PackedNames>>;
  readonly hubFolders: readonly (Omit<Folder, "context"> & { readonly context: number })[];
}

function packed(records: ReadonlyMap<string, UnitRecord>): Packed {
  const [names, contexts] = [new Table<readonly string[]>(), new Table<ManifestContext>()];
  const packedNames = (folders: readonly RepositoryFolder[]): PackedNames =>
    folders.map((folder) => [folder.path, names.indexOf(folder.names)]);
  const packedRecord = ({ checked: { names: own, ...checked }, hubFolders, ...rest }: UnitRecord): PackedRecord => ({
    ...rest,
    checked,
    names: { hub: packedNames(own.hub), site: packedNames(own.site), files: packedNames(own.files) },
    hubFolders: hubFolders.map(({ context, ...folder }) => ({ ...folder, context: contexts.indexOf(context) })),
  });
  const all = [...records].map(([key, record]) => [key, packedRecord(record)] as const);
  return { names: names.items, contexts: contexts.items, records: all };
}

function unpacked({ names, contexts, records }: Packed): ReadonlyMap<string, UnitRecord> {
  const namesOf = (folders: PackedNames): readonly RepositoryFolder[] =>
    folders.map(([path, index]) => ({ path, names: names[index] as readonly string[] }));
  return new Map(
    records.map(([key, { checked, names: own, hubFolders, ...rest }]) => [
      key,
      {
        ...rest,
        checked: { ...checked, names: { hub: namesOf(own.hub), site: namesOf(own.site), files: namesOf(own.files) } },
        hubFolders: hubFolders.map((folder) => ({ ...folder, context: contexts[folder.context] as ManifestContext })),
      },
    ]),
  );
}

/** Different values, each once. */
class Table<T extends object> {
  readonly items: T[] = [];
  readonly #indices = new Map<string, number>();
  readonly #known = new Map<T, number>();

  indexOf(item: T): number {
    const known = this.#known.get(item) ?? this.#indexOf(item);
    this.#known.set(item, known);
    return known;
  }

  #indexOf(item: T): number {
    const text = JSON.stringify(item);
    const index = this.#indices.get(text) ?? this.items.push(item) - 1;
    this.#indices.set(text, index);
    return index;
  }
}
