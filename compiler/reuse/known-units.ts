/** Units of the sites of one region that were lowered and checked before, in this run or in another one. */

import type { Site } from "../../constructs/site.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { isExact } from "../../model/exact-text.ts";
import type { Rule } from "../../policies/rule.ts";
import type { UnitBytes } from "../emit/unit-bytes.ts";
import type { CheckedUnit, Folder, Unit } from "../lower/unit.ts";
import { KnownUnit } from "./known-unit.ts";
import { siteKey } from "./site-key.ts";

/** What is kept of a unit; plain data. */
export interface UnitRecord {
  readonly checked: CheckedUnit;
  /** What the hub of the region reconciles for the site: the rules on the hub see it. */
  readonly hubFolders: readonly Folder[];
  /** Absent where nobody has asked yet. */
  readonly bytes?: UnitBytes;
}

/**
 * Two sites with one key have equal units: the key is over everything that a unit follows from, within one program. So a
 * site that has not changed is neither lowered nor checked, and what both sides of a plan have is one unit.
 */
export class KnownUnits {
  readonly #rules: readonly Rule[];
  readonly #records: Map<string, UnitRecord>;
  /** Those of this run. */
  readonly #units = new Map<string, Unit>();
  #isChanged = false;

  /**
   * @param rules all that there are
   * @param records by the key of the site
   */
  constructor(rules: readonly Rule[], records: ReadonlyMap<string, UnitRecord> = new Map()) {
    this.#rules = rules;
    this.#records = new Map(records);
  }

  /**
   * The unit of a site that something is written for.
   *
   * @param lower throws, or says in `errors`, what is wrong; such a unit is not kept
   */
  of(site: Site, lower: () => Unit, errors: readonly Diagnostic[]): Unit {
    const key = siteKey(site);
    if (key === undefined) return lower();
    const unit = this.#units.get(key) ?? this.#kept(key, site, lower) ?? lowered(key, lower, errors);
    if (unit.key !== undefined) this.#units.set(key, unit);
    return unit;
  }

  #kept(key: string, site: Site, lower: () => Unit): Unit | undefined {
    const record = this.#records.get(key);
    return record && new KnownUnit(key, site, record, lower);
  }

  /** @param rules those that were run */
  keep(unit: Unit, checked: CheckedUnit, rules: readonly Rule[]): void {
    const { key, hubFolders } = unit;
    if (key === undefined || rules !== this.#rules) return;
    // Whatever could not be asked may be told another time.
    const all = [...checked.diagnostics, ...checked.onHub.rules];
    if (all.some(({ notEvaluated }) => notEvaluated !== undefined)) return;
    this.#units.set(key, { ...unit, checked });
    const record = { checked, hubFolders };
    if (isExact(record)) this.#put(key, record);
  }

  bytesOf(unit: Unit, count: (unit: Unit) => UnitBytes): UnitBytes {
    const { key } = unit;
    const record = key === undefined ? undefined : this.#records.get(key);
    if (record?.bytes) return record.bytes;
    const bytes = count(unit);
    if (key !== undefined && record) this.#put(key, { ...record, bytes });
    return bytes;
  }

  /** What the next run may use, that of this run first; undefined where it is what was known before. */
  get changed(): ReadonlyMap<string, UnitRecord> | undefined {
    if (!this.#isChanged) return undefined;
    const keys = new Set([...this.#units.keys(), ...this.#records.keys()]);
    const records = [...keys].flatMap((key): readonly (readonly [string, UnitRecord])[] => {
      const record = this.#records.get(key);
      return record ? [[key, record]] : [];
    });
    return new Map(records.slice(0, 2 * this.#units.size));
  }

  #put(key: string, record: UnitRecord): void {
    this.#records.set(key, record);
    this.#isChanged = true;
  }
}

function lowered(key: string, lower: () => Unit, errors: readonly Diagnostic[]): Unit {
  const before = errors.length;
  const unit = lower();
  return errors.length > before ? unit : { ...unit, key };
}
