/** Findings that only repeat another one: what is made of a wrong value is wrong too, and told where the value stands. */

import { pathAndAbove } from "../model/construct-path.ts";
import type { Diagnostic } from "../model/diagnostic.ts";

interface Repetition {
  /** Code of the finding that says it where somebody can correct it. */
  readonly first: string;
  /** Codes of findings that follow from it. */
  readonly others: readonly string[];
  /** Looks at all first ones once: a wrong value of the whole fleet is as many findings as there are sites. */
  readonly follows: (firsts: readonly Ranked[]) => (other: Ranked) => boolean;
}

/** A finding with its position among all. */
interface Ranked {
  readonly finding: Diagnostic;
  readonly index: number;
}

/** Where one that is not about as many first ones is looked for among them. */
const anyOf =
  (follows: (first: Diagnostic) => (other: Diagnostic) => boolean) =>
  (firsts: readonly Ranked[]): ((other: Ranked) => boolean) => {
    const tests = firsts.map(({ finding }) => follows(finding));
    return ({ finding }) => tests.some((test) => test(finding));
  };

/** An object that an app became, by the words in which a finding begins: `layer 80-apps-shop, Deployment shop/till:`. */
const isOfApp = anyOf(({ subjects }) => ({ message }) => {
  const [, layer = "", name = ""] = /^layer (\S+), \S+ \S+\/(\S+?):/.exec(message) ?? [];
  return subjects.some((subject) => {
    const [, apps, tenant, app = ""] = subject.split("/");
    const isOwn = /^(?:80-)?apps[-.]([^.]+)/.exec(layer)?.[1] === tenant;
    return apps === "apps" && isOwn && (name === app || name.startsWith(`${app}-`));
  });
});

/** The words of one finding name a namespace that the other is about. */
const isInNamespace = anyOf(({ message }) => {
  const [, namespace] = /\bnamespace (\S+)/.exec(message) ?? [];
  return speaksOf(namespace, "[\\w-]");
});

/** A construct is named after the namespace that is there twice. */
const isOfName = anyOf(({ message }) => {
  const [, name] = /\b(?:namespace|tenant) (\S+)/.exec(message) ?? [];
  return speaksOf(name, "\\w");
});

/** @param letter what may not stand beside the name, as another name would begin or end there */
function speaksOf(name: string | undefined, letter: string): (other: Diagnostic) => boolean {
  if (name === undefined) return () => false;
  const whole = new RegExp(`(?<!${letter})${name}(?!${letter})`);
  return ({ message }) => whole.test(message);
}

function isOfSite(firsts: readonly Ranked[]): (other: Ranked) => boolean {
  const sites = new Set(firsts.flatMap(({ finding }) => finding.subjects));
  return ({ finding }) => finding.subjects.some((path) => pathAndAbove(path).some((each) => sites.has(each)));
}

/** Everything that the other one is about, the first one is about as well: two sites with one network. */
function isOfSameSites(firsts: readonly Ranked[]): (other: Ranked) => boolean {
  const byPath = new Map<string, Set<Diagnostic>>();
  for (const { finding } of firsts)
    for (const path of finding.subjects) byPath.set(path, (byPath.get(path) ?? new Set()).add(finding));
  return ({ finding: { subjects } }) => {
    const [own, ...rest] = subjects.map((path) => byPath.get(path) ?? new Set<Diagnostic>());
    return own !== undefined && [...own].some((first) => rest.every((each) => each.has(first)));
  };
}

/** Of findings of one rule at one place all but the first. */
function isAtPlace(firsts: readonly Ranked[]): (other: Ranked) => boolean {
  const earliest = new Map<string, Ranked>();
  for (const each of firsts) {
    const place = placeOf(each.finding);
    if (!earliest.has(place)) earliest.set(place, each);
  }
  return ({ finding, index }) => {
    const first = earliest.get(placeOf(finding));
    return first !== undefined && (first.finding.code !== finding.code || first.index < index);
  };
}

const where =
  (part: string, follows: Repetition["follows"]): Repetition["follows"] =>
  (firsts) => {
    const isFollowing = follows(firsts);
    return (other) => other.finding.message.includes(part) && isFollowing(other);
  };

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
  { first: "FLT-NET-001", others: ["FLT-NET-014"], follows: where(" share addresses", isOfSameSites) },
  { first: "FLT-NET-008", others: ["FLT-NET-014"], follows: where(" share VLAN ", isOfSameSites) },
  { first: "FLT-NET-015", others: ["FLT-NET-006", "FLT-NET-007"], follows: isAtPlace },
  { first: "FLT-NET-006", others: ["FLT-CAP-033"], follows: isAtPlace },
  { first: "FLT-NET-005", others: ["FLT-NET-005"], follows: isAtPlace },
  {
    first: "FLT-NET-003",
    others: ["FLT-NET-005"],
    follows: where(" overlaps nodes ", isOfSite),
  },
  {
    first: "FLT-NET-011",
    others: ["FLT-NET-006", "FLT-NET-007"],
    follows: where(" lies outside nodes ", isOfSite),
  },
];

/**
 * The findings without those that repeat another one of them. Only errors that count explain others: one that an exemption
 * covers explains nothing.
 */
export function withoutRepeated(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  const ranked = findings.map((finding, index) => ({ finding, index }));
  const byCode = Map.groupBy(
    ranked.filter(({ finding }) => finding.severity === "error"),
    ({ finding }) => finding.code,
  );
  const known = repetitions.flatMap(({ first, others, follows }) => {
    const firsts = byCode.get(first);
    return firsts ? [{ others, isRepeated: follows(firsts) }] : [];
  });
  if (known.length === 0) return findings;
  return ranked
    .filter((each) => !known.some(({ others, isRepeated }) => others.includes(each.finding.code) && isRepeated(each)))
    .map(({ finding }) => finding);
}

function placeOf({ at, subjects }: Diagnostic): string {
  return JSON.stringify(at ? [at.file, at.path] : subjects);
}
