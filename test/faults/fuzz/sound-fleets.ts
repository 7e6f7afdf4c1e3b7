/** Fleets without a fault, as data that fast-check draws: other sizes, values and ways to write the same. */

import fc from "fast-check";
import { parse, stringify } from "yaml";
import { cluster, nodes } from "../../evolution/entries.ts";
import { FleetData, type FleetTexts, set } from "../../evolution/fleet.ts";

type Edit = (fleet: FleetData) => void;
type Rewrite = (text: string) => string;

const WORDS = [
  "info",
  "debug",
  "a b",
  "1",
  "yes",
  "no",
  "0x10",
  "12:30",
  "-",
  "~",
  "null",
  "{a: b}",
  "[x]",
  "# x",
  "é",
  "%s",
  "$(A)",
];
const word = fc.constantFrom(...WORDS);
const key = fc
  .stringMatching(/^[A-Z][A-Z0-9_]{0,12}$/)
  .filter((name) => !/PASS|PWD|TOKEN|SECRET|KEY|CRED|AUTH/.test(name));

const ofApps: fc.Arbitrary<Edit> = fc
  .record({
    name: fc.constantFrom("checkout", "signage", "metering"),
    replicas: fc.integer({ min: 1, max: 3 }),
    port: fc.integer({ min: 1, max: 65535 }),
    // All apps of a namespace fit what one server adds to its quota.
    cpu: fc.constantFrom("10m", "100m", "150m", "0.2"),
    memory: fc.constantFrom("64Mi", "128Mi", "0.5Gi"),
    config: fc.dictionary(key, word, { maxKeys: 5 }),
  })
  .map(({ name, replicas, port, cpu, memory, config }) => (fleet) => {
    set(fleet.app(name), { replicas, ports: [{ name: "http", port }], resources: { cpu, memory }, config });
  });

const ofSites: fc.Arbitrary<Edit> = fc
  .record({
    count: fc.integer({ min: 0, max: 4 }),
    kind: fc.constantFrom("cluster", "nodes"),
    state: fc.constantFrom("planned", "active"),
    customer: fc.constantFrom("mall", "metro", "plant"),
  })
  .map(({ count, kind, state, customer }) => (fleet) => {
    const make = kind === "cluster" ? cluster : nodes;
    for (let number = 0; number < count; number++) {
      fleet
        .zone("shenzhen")
        .sites.push(make(`sz-new-0${number}`, `10.44.${20 + number}`, { state, labels: { customer } }));
    }
  });

const ofRegions: fc.Arbitrary<Edit> = fc
  .record({
    name: fc.constantFrom("guangdong", "hunan"),
    delivery: fc.constantFrom("flux", "argocd"),
    timezone: fc.constantFrom("Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong"),
  })
  .map(
    ({ name, ...fields }) =>
      (fleet) =>
        set(fleet.region(name), fields),
  );

const reordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, reordered(inner)]);
  return Object.fromEntries(entries.reverse());
};

/** Other letters of the same meaning. */
const REWRITES: readonly Rewrite[] = [
  (text) => `# Told to people.\n${text}# The end.\n`,
  (text) => text.replaceAll("\n", "\r\n"),
  (text) => `\ufeff${text}`,
  (text) => JSON.stringify(parse(text)),
  (text) => JSON.stringify(parse(text), undefined, "\t").replaceAll("\t", "  "),
  (text) => stringify(reordered(parse(text))),
  (text) => stringify(parse(text), { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" }),
  (text) => stringify(parse(text), { defaultStringType: "QUOTE_SINGLE", indent: 4 }),
  (text) => stringify(parse(text), { collectionStyle: "flow", lineWidth: 0 }),
  (text) => `---\n${text}`,
  (text) => text.trimEnd(),
];

/** Texts by path of a fleet that has no finding. */
export const soundFleets: fc.Arbitrary<FleetTexts> = fc
  .record({
    edits: fc.array(fc.oneof(ofApps, ofRegions), { maxLength: 4 }),
    sites: ofSites,
    rewrites: fc.array(fc.tuple(fc.nat({ max: 20 }), fc.constantFrom(...REWRITES)), { maxLength: 4 }),
  })
  .map(({ edits, sites, rewrites }) => {
    const fleet = new FleetData();
    for (const edit of [...edits, sites]) edit(fleet);
    const texts = fleet.texts();
    const paths = Object.keys(texts);
    const done = new Set<string>();
    for (const [at, rewrite] of rewrites) {
      const path = paths[at % paths.length] as string;
      if (!done.has(path)) texts[path] = rewrite(texts[path] as string);
      done.add(path);
    }
    return texts;
  });
