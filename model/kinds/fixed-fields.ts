/** Which fields of an object that cannot change do. */

import type { FixedField, KindFacts } from "./facts.ts";

/** The fields of a kind that cannot change; a kind that refuses every change is fixed as a whole. */
export function fixedFieldsOf({ fixed, onChange }: KindFacts): readonly FixedField[] {
  return fixed ?? (onChange === "refused" ? [whole] : []);
}

const whole: FixedField = {
  path: "spec",
  remedy: "give the object another name, such as one that carries a hash of its content",
  source: "the API server or a webhook refuses every change of this kind",
};

/** Those of which the two objects have different values. A field that comes where there was none counts too. */
export function changedFixedFields(facts: KindFacts, before: unknown, after: unknown): readonly FixedField[] {
  return fixedFieldsOf(facts).filter(({ path, allows }) => {
    const steps = path.split(".");
    const [old, now] = [valuesAt(before, steps), valuesAt(after, steps)];
    return JSON.stringify(old) !== JSON.stringify(now) && !allows?.(old[0], now[0], after);
  });
}

/** The values at a path; a star is any item of a list or a mapping. */
function valuesAt(value: unknown, [step, ...rest]: readonly string[]): readonly unknown[] {
  if (step === undefined) return [value];
  if (typeof value !== "object" || value === null) return [undefined];
  if (step === "*") return Object.values(value).flatMap((each) => valuesAt(each, rest));
  return valuesAt((value as Readonly<Record<string, unknown>>)[step], rest);
}
