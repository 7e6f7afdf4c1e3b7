/** Resolves parameters over the four scopes, each value with its origin. */

import type { z } from "zod";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Parameters } from "../model/fleet-file.ts";
import { describeValue, expectation, repairOf } from "../model/issue-words.ts";
import type { Json } from "../model/json.ts";
import { valueAt } from "../model/json-fields.ts";
import { memoizeByIdentity } from "../model/memo.ts";
import { type Mend, renameKey } from "../model/mend.ts";
import { type Source, within } from "../model/source.ts";
import { onlyNear, suggest } from "../model/suggest.ts";
import { type ParameterValues, type Profile, profileReference } from "./profile.ts";

type Scope = "profile" | "fleet" | "region" | "zone" | "site";

/** One place that may set parameters, from the widest to the narrowest. */
export interface ParameterScope {
  readonly scope: Exclude<Scope, "profile">;
  /** Construct path. */
  readonly construct: string;
  readonly values: Parameters;
  /** Source of the mapping of parameters. */
  readonly source: Source | undefined;
}

/** Where a resolved value came from. */
export interface Origin {
  readonly scope: Scope;
  /** Construct path, or `name@version` of the profile whose default it is. */
  readonly construct: string;
  readonly source?: Source | undefined;
}

export interface ResolvedParameters {
  readonly values: ParameterValues;
  readonly origins: Readonly<Record<string, Origin>>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Merges the scopes over the profile's defaults, narrowest last. A value replaces the wider one whole.
 * Names that the profile does not declare are ignored here, since a wider scope also serves other
 * profiles; `undeclaredParameters` reports those that no profile below the scope knows.
 */
function resolveParameters(
  reference: string,
  declared: z.ZodObject,
  scopes: readonly ParameterScope[],
): ResolvedParameters {
  const raw: Record<string, Json | undefined> = {};
  const origins: Record<string, Origin> = {};
  const diagnostics: Diagnostic[] = [];
  for (const { scope, construct, values, source } of scopes) {
    for (const name of Object.keys(values)) {
      const type = declared.shape[name];
      if (!type) continue;
      raw[name] = values[name] as Json;
      origins[name] = { scope, construct, source: source && within(source, name) };
    }
  }
  const result = declared.safeParse(raw);
  if (result.success) {
    const values = result.data as ParameterValues;
    for (const name of Object.keys(values)) origins[name] ??= { scope: "profile", construct: reference };
    return { values, origins, diagnostics };
  }
  for (const issue of result.error.issues) {
    const [name, ...rest] = issue.path.map((step) => (typeof step === "symbol" ? step.toString() : step));
    const origin = name === undefined ? undefined : origins[name];
    const found = valueAt(raw, issue.path);
    diagnostics.push({
      code: "build/parameter",
      severity: "error",
      message: `parameter ${[name, ...rest].join(".")} of profile ${reference}: ${wanted(issue, found, origin)}`,
      subjects: [origin?.construct ?? reference],
      ...(origin?.source && { at: within(origin.source, ...rest) }),
      hint: origin
        ? (repairOf(issue, found) ?? `correct it here, at ${origin.scope} scope, or take it out`)
        : "set it at site, zone, region or fleet scope",
    });
  }
  return { values: {}, origins, diagnostics };
}

/** A text is not repeated, as it may be a key that was put into the wrong place, but where it is one word of a list. */
function wanted(issue: z.core.$ZodIssue, found: unknown, origin: Origin | undefined): string {
  const expected = expectation(issue);
  if (!origin) return `not set, expected ${expected}`;
  const isWord = issue.code === "invalid_value" && typeof found === "string" && /^[\w-]{1,30}$/.test(found);
  const isText = typeof found === "string" && !isWord;
  return `found ${isText ? (issue.code === "invalid_type" ? "text" : "another text") : describeValue(found)}, expected ${expected}`;
}

/**
 * The same, once for all targets that agree: what applies follows from the narrowest scope that says anything, since
 * targets in it have all wider ones in common. What a site says itself is asked for once anyway.
 *
 * @param scopes each is one object for all targets in it; at least one
 */
export function resolveParametersCached<S>(profile: Profile<S>, scopes: readonly ParameterScope[]): ResolvedParameters {
  const narrowest = scopes.findLast(({ values }) => Object.keys(values).length > 0) ?? (scopes[0] as ParameterScope);
  const resolve = () => resolveParameters(profileReference(profile), profile.parameters, scopes);
  if (narrowest.scope === "site") return resolve();
  const known = resolutionsIn(narrowest);
  const resolved = known.get(profile) ?? resolve();
  known.set(profile, resolved);
  return resolved;
}

/** By profile. */
const resolutionsIn = memoizeByIdentity((_: ParameterScope) => new Map<object, ResolvedParameters>());

/**
 * Faults for names in one scope that none of the profiles used below it declares. Names that other profiles declare are
 * one fault: whoever removes the last site of a profile leaves all of them behind.
 *
 * @param elsewhere profiles that declare a name, whether used or not
 */
export function undeclaredParameters(
  scope: ParameterScope,
  declared: ReadonlySet<string>,
  elsewhere: (name: string) => readonly string[],
): readonly Diagnostic[] {
  const names = Object.keys(scope.values).filter((name) => !declared.has(name));
  const left = names.filter((name) => elsewhere(name).length > 0);
  const fault = (name: string, message: string, hint: string, mend?: Mend): Diagnostic => ({
    code: "build/unknown-parameter",
    severity: "error",
    message,
    subjects: [scope.construct],
    ...(scope.source && { at: within(scope.source, name) }),
    ...(mend && { mend }),
    hint,
  });
  const unknown = names
    .filter((name) => !left.includes(name))
    .map((name) => {
      const close = suggest(name, [...declared]);
      const near = onlyNear(
        name,
        [...declared].filter((each) => !Object.hasOwn(scope.values, each)),
      );
      const known = [...declared].sort().join(", ") || "none";
      return fault(
        name,
        `unknown parameter ${name} at ${scope.scope} scope, expected one of ${known}`,
        close
          ? `did you mean ${close}?`
          : "remove it: no profile below reads it. A password or key that stood here must be changed where it is valid",
        renameKey(scope.source && within(scope.source, name), near),
      );
    });
  const [first] = left;
  if (first === undefined) return unknown;
  const [noun, verb, rest] = left.length === 1 ? ["parameter", "is", "it"] : ["parameters", "are", "them"];
  const readers = [...new Set(left.flatMap(elsewhere))].sort().join(", ");
  return [
    ...unknown,
    fault(
      first,
      `${noun} ${left.join(", ")} at ${scope.scope} scope ${verb} read by ${readers} alone, expected a site, hub or centre below with that profile`,
      `remove ${rest} when the last of them is gone, or pin the profile again`,
    ),
  ];
}
