/** What a refused text was probably meant to be: the same in lower case, with colons, or a network without its host bits. */

import type { z } from "zod";
import { formatCidr, parseInterfaceAddress } from "../../model/network.ts";
import type { Step } from "../../model/source.ts";
import { stringText } from "../../model/yaml-scalar.ts";

interface Repair {
  readonly repaired: (text: string) => string;
  /** It says the same in the form that is wanted. */
  readonly isSameName: boolean;
}

const repairs: readonly Repair[] = [
  { repaired: (text) => text.toLowerCase(), isSameName: true },
  { repaired: (text) => text.toLowerCase().replaceAll("-", ":"), isSameName: true },
  { repaired: withoutHostBits, isSameName: false },
  { repaired: (text) => text.trim().toLowerCase(), isSameName: true },
];

export interface NearValue {
  readonly value: string;
  /** As it is written in YAML. */
  readonly written: string;
  /** It says the same as what was found; a network with another address in it may be meant otherwise. */
  readonly isSameName: boolean;
}

function withoutHostBits(text: string): string {
  const parsed = parseInterfaceAddress(text);
  return parsed ? formatCidr(parsed.network) : text;
}

/**
 * @param schema of the whole file
 * @returns undefined when no repair makes it right
 */
export function nearestValue(schema: z.ZodType, path: readonly Step[], found: unknown): NearValue | undefined {
  if (typeof found !== "string") return undefined;
  const leaf = schemaAt(schema, path);
  const near = repairs
    .map(({ repaired, isSameName }) => ({ value: repaired(found), isSameName }))
    // What is right by itself and refused for its neighbours has nothing nearer.
    .find(({ value }) => value !== found && leaf?.safeParse(value).success);
  return near && { ...near, written: stringText(near.value, "\n") };
}

/** The parts of zod's schemas that lead further down. */
interface Below {
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly def?: { readonly innerType?: z.ZodType; readonly in?: z.ZodType; readonly items?: readonly z.ZodType[] };
}

/** The schema of the value at the path; of alternatives the first that has such a place. */
function schemaAt(schema: z.ZodType, path: readonly Step[]): z.ZodType | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return schema;
  const { shape, element, valueType, options, def } = schema as Below;
  const inner = def?.innerType ?? def?.in;
  if (inner) return schemaAt(inner, path);
  for (const option of options ?? []) {
    const found = schemaAt(option, path);
    if (found) return found;
  }
  const next = shape?.[String(step)] ?? element ?? valueType ?? def?.items?.[Number(step)];
  return next && schemaAt(next, rest);
}
