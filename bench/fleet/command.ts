import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import type { FleetOptions, Mix } from "./options.ts";
import { SITE_TYPES } from "./site-shape.ts";

const USAGE = `node bench/fleet/generate.ts --sites N --out DIR [--seed 1] [--skew 1] [--mix k3s=70,metal=15,kubeedge=15] [--tenants 2]

Writes a valid fleet of 31 regions and N sites (31 to 100000) into DIR, which must be empty or missing.
`;

/** Writes a generated fleet to disk and says what it did. Exit codes: 0 written, 2 wrong input. */
export function runFleetCommand(
  args: readonly string[],
  generate: (options: FleetOptions) => ReadonlyMap<string, string>,
  print: (text: string) => void,
): 0 | 2 {
  try {
    const { out, options } = parsed(args);
    if (existsSync(out) && readdirSync(out).length > 0) {
      throw new RangeError(`out: found files in ${out}, expected an empty or missing folder`);
    }
    const files = generate(options);
    for (const folder of new Set([...files.keys()].map(dirname))) mkdirSync(join(out, folder), { recursive: true });
    for (const [path, text] of files) writeFileSync(join(out, path), text);
    print(`${options.sites} sites in ${files.size} files under ${out}\n`);
    return 0;
  } catch (error) {
    if (!isInputError(error)) throw error;
    print(`${error.message}\n\n${USAGE}`);
    return 2;
  }
}

/** Options out of range, and what `parseArgs` says of unknown or incomplete ones. */
function isInputError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return error instanceof RangeError || ("code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"));
}

function parsed(args: readonly string[]): { readonly out: string; readonly options: FleetOptions } {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { sites: text, seed: text, skew: text, mix: text, tenants: text, out: text },
  });
  if (values.sites === undefined || values.out === undefined) throw new RangeError("--sites and --out are needed");
  const options = {
    sites: Number(values.sites),
    ...(values.seed !== undefined && { seed: Number(values.seed) }),
    ...(values.skew !== undefined && { skew: Number(values.skew) }),
    ...(values.mix !== undefined && { mix: parsedMix(values.mix) }),
    ...(values.tenants !== undefined && { tenants: Number(values.tenants) }),
  };
  return { out: values.out, options };
}

function parsedMix(text: string): Mix {
  const parts = text.split(",").map((part) => part.split("="));
  const strange = parts.find(([type]) => !SITE_TYPES.some((known) => known === type));
  if (strange) throw new RangeError(`mix: found ${strange[0]}, expected ${SITE_TYPES.join(", ")}`);
  return Object.fromEntries(parts.map(([type, share]) => [type, Number(share)]));
}
