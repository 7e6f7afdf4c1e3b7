/** Findings that only repeat another one: what is made of a wrong value is wrong too, and told where the value stands. */

import { covers } from "../model/construct-path.ts";
import type { Diagnostic } from "../model/diagnostic.ts";

interface Repetition {
  /** Code of the finding that says it where somebody can correct it. */
  readonly first: string;
  /** Codes of findings that follow from it. */
  readonly others: readonly string[];
  readonly follows: (first: Diagnostic, other: Diagnostic) => boolean;
}

/** An object that an app became, by the words in which a finding begins: `layer 80-apps-shop, Deployment shop/till:`. */
function isOfApp({ subjects }: Diagnostic, { message }: Diagnostic): boolean {
  const [, layer = "", name = ""] = /^layer (\S+), \S+ \S+\/(\S+?):/.exec(message) ?? [];
  return subjects.some((subject) => {
    const [, apps, tenant, app = ""] = subject.split("/");
    const isOwn = layer === `80-apps-${tenant}` || layer === `apps.${tenant}` || layer === `apps-${tenant}`;
    return apps === "apps" && isOwn && (name === app || name.startsWith(`${app}-`));
  });
}

/** The words of one finding name a namespace that the other is about. */
function isInNamespace({ message }: Diagnostic, other: Diagnostic): boolean {
  const [, namespace] = /\bnamespace (\S+)/.exec(message) ?? [];
  return namespace !== undefined && new RegExp(`(?<![\\w-])${namespace}(?![\\w-])`).test(other.message);
}

/** A construct is named after the namespace that is there twice. */
function isOfName({ message }: Diagnostic, other: Diagnostic): boolean {
  const [, name] = /\b(?:namespace|tenant) (\S+)/.exec(message) ?? [];
  return name !== undefined && other.message.includes(name);
}

const isOfSite = (first: Diagnostic, other: Diagnostic): boolean =>
  first.subjects.some((site) => other.subjects.some((each) => covers(site, each)));

const isAtPlace = (first: Diagnostic, other: Diagnostic): boolean => placeOf(first) === placeOf(other);

const isOutsideNodes = ({ message }: Diagnostic): boolean => message.includes(" lies outside nodes ");

/** Rules on what tenants have and may do, all of them wrong about a namespace that is not the tenant's. */
const ofTenants = [
  "008",
  "011",
  "012",
  "013",
  "014",
  "016",
  "017",
  "041",
  "042",
  "043",
  "044",
  "045",
  "046",
  "047",
  "049",
];

const repetitions: readonly Repetition[] = [
  { first: "FLT-SEC-001", others: ["FLT-SEC-006"], follows: isOfApp },
  { first: "FLT-SEC-002", others: ["FLT-SEC-007"], follows: isOfApp },
  { first: "FLT-SEC-004", others: ["FLT-SEC-009"], follows: isOfApp },
  { first: "FLT-SEC-020", others: ["FLT-SEC-009"], follows: isOfApp },
  {
    first: "FLT-SEC-005",
    others: ["FLT-GIT-001", "FLT-CAP-034", ...ofTenants.map((number) => `FLT-SEC-${number}`)],
    follows: isInNamespace,
  },
  { first: "FLT-HIER-008", others: ["lower/failed"], follows: isOfName },
  // What a profile for another kind makes of a site is nothing that could be judged.
  { first: "FLT-PRF-007", others: ["engine/unsupported", "FLT-SEC-013", "FLT-CAP-003"], follows: isOfSite },
  { first: "FLT-NET-015", others: ["FLT-NET-006", "FLT-NET-007"], follows: isAtPlace },
  { first: "FLT-NET-006", others: ["FLT-CAP-033"], follows: isAtPlace },
  { first: "FLT-NET-005", others: ["FLT-NET-005"], follows: isAtPlace },
  {
    first: "FLT-NET-003",
    others: ["FLT-NET-005"],
    follows: (first, other) => isOfSite(first, other) && other.message.includes(" overlaps nodes "),
  },
  {
    first: "FLT-NET-011",
    others: ["FLT-NET-006", "FLT-NET-007"],
    follows: (first, other) => isOfSite(first, other) && isOutsideNodes(other),
  },
];

/**
 * The findings without those that repeat another one of them. Only errors that count explain others: one that an exemption
 * covers explains nothing.
 */
export function withoutRepeated(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  const byCode = Map.groupBy(
    findings.filter(({ severity }) => severity === "error"),
    ({ code }) => code,
  );
  const known = repetitions.filter(({ first }) => byCode.has(first));
  if (known.length === 0) return findings;
  return findings.filter(
    (other, index) =>
      !known.some(
        ({ first, others, follows }) =>
          others.includes(other.code) &&
          byCode
            .get(first)
            ?.some(
              (each) =>
                each !== other && (each.code !== other.code || findings.indexOf(each) < index) && follows(each, other),
            ),
      ),
  );
}

function placeOf({ at, subjects }: Diagnostic): string {
  return JSON.stringify(at ? [at.file, at.path] : subjects);
}
