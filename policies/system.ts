import type { RuleText } from "./rule.ts";

/**
 * What the evaluation itself reports. These have no check of their own and cannot be exempted:
 * otherwise a rule that crashed could be made to look like one that passed.
 */
export const ruleFailed: RuleText = {
  id: "FLT-SYS-001",
  severity: "error",
  title: "Every rule could be evaluated",
  help: "A rule threw instead of answering, or something that it needs could not be read. That is neither a pass nor a violation: nothing is known about what it would have found, so it fails. The message names the rule, what it looked at and the reason.",
  bad: `# a rule that reads a field which this object does not have
apiVersion: v1
kind: ConfigMap
metadata: { name: odd }
`,
  good: `# the rule answers with a list of findings, empty when there are none
apiVersion: v1
kind: ConfigMap
metadata: { name: odd }
data: {}
`,
};

const exemption = (lines: string) => `# sites/exemptions.yaml
exemptions:
  - rule: FLT-NET-004
    construct: panji/guangdong/shenzhen/sz-nanshan-01
    reason: the address plan of the old building stays until it is vacated
    owner: network-team
    ticket: NET-1142
${lines}`;

export const exemptionExpired: RuleText = {
  id: "FLT-SYS-002",
  severity: "warning",
  title: "No exemption is past its day",
  help: "An exemption ends with the day named in `expires`, in UTC; from the next day on the rule counts again. Remove the exemption, or agree on a new one with a new ticket.",
  bad: exemption("    granted: 2026-01-01\n    expires: 2026-03-31\n"),
  good: exemption("    granted: 2026-09-01\n    expires: 2026-12-31\n"),
};

export const exemptionUnused: RuleText = {
  id: "FLT-SYS-003",
  severity: "warning",
  title: "Every exemption is needed",
  help: "The rule finds nothing at the construct or below it any more, so the exemption would only hide the next violation. Remove it. Exemptions for constructs or rules outside this run are not looked at.",
  bad: exemption("    granted: 2026-09-01\n    expires: 2026-12-31\n"),
  good: "# sites/exemptions.yaml\nexemptions: []\n",
};

export const exemptionTooLong: RuleText = {
  id: "FLT-SYS-004",
  severity: "error",
  title: "An exemption lasts at most 180 days",
  help: "`expires` lies more than 180 days after `granted`, or before it. Such an exemption has no effect. Choose a nearer day; whoever still needs the exemption then renews it.",
  bad: exemption("    granted: 2026-01-01\n    expires: 2027-12-31\n"),
  good: exemption("    granted: 2026-09-01\n    expires: 2026-12-31\n"),
};

export const exemptionUnknown: RuleText = {
  id: "FLT-SYS-005",
  severity: "error",
  title: "An exemption names a rule that exists and can be exempted",
  help: "Nothing has the id, or it is one of FLT-SYS, which report on the checking itself and cannot be exempted.",
  bad: exemption("    granted: 2026-09-01\n    expires: 2026-12-31\n").replace("FLT-NET-004", "FLT-NTE-004"),
  good: exemption("    granted: 2026-09-01\n    expires: 2026-12-31\n"),
};

export const exemptionEarly: RuleText = {
  id: "FLT-SYS-006",
  severity: "error",
  title: "An exemption counts from the day it was granted",
  help: "`granted` lies ahead, in UTC. Until that day the exemption has no effect; otherwise a date in the future would make the 180 days as long as anybody likes.",
  bad: exemption("    granted: 2027-09-01\n    expires: 2027-12-31\n"),
  good: exemption("    granted: 2026-09-01\n    expires: 2026-12-31\n"),
};

export const exemptionEnding: RuleText = {
  id: "FLT-SYS-007",
  severity: "warning",
  title: "An exemption does not end unnoticed",
  help: "It ends within 14 days. It is in force until then; mend the cause meanwhile, or agree on a new one with a new ticket.",
  bad: exemption("    granted: 2026-09-01\n    expires: 2026-12-01\n"),
  good: exemption("    granted: 2026-09-01\n    expires: 2026-12-31\n"),
};

export const exemptionWide: RuleText = {
  id: "FLT-SYS-008",
  severity: "error",
  title: "An exemption is no wider than it says and the rule allows",
  help: "One for the whole fleet says `breadth: fleet`. Rules on rights, privileges and deployments allow at most a region or a site, since an exemption there opens clusters. A wider one has no effect.",
  bad: exemption("    granted: 2026-09-01\n    expires: 2026-12-31\n").replace(
    "panji/guangdong/shenzhen/sz-nanshan-01",
    "panji",
  ),
  good: exemption("    breadth: fleet\n    granted: 2026-09-01\n    expires: 2026-12-31\n").replace(
    "panji/guangdong/shenzhen/sz-nanshan-01",
    "panji",
  ),
};

const baseline = (lines: string) => `# sites/baseline.yaml
baseline:
${lines}`;

export const baselineStale: RuleText = {
  id: "FLT-SYS-009",
  severity: "warning",
  title: "A baseline holds nothing that is mended",
  help: "`sites/baseline.yaml` holds more findings at a place than there are, so it would hide the next one. `flotilla check --baseline shrink` takes out what is mended, and never adds anything. Places and rules outside this run are not looked at.",
  bad: baseline(
    '  - { rule: FLT-CAP-006, construct: panji/guangdong/shenzhen/sz-nanshan-01/sz-nanshan-01-a, place: "disk", count: 1 }\n',
  ),
  good: "# sites/baseline.yaml\nbaseline: []\n",
};

export const baselineWrong: RuleText = {
  id: "FLT-SYS-010",
  severity: "error",
  title: "A baseline holds findings that may stand in one",
  help: "Nothing has the id, or no baseline may hold its findings: FLT-SYS and FLT-GUARD, credentials, and what no API server takes. Such an entry has no effect, nor has a second one for the same place.",
  bad: baseline("  - { rule: FLT-SEC-020, construct: panji/guangdong/shenzhen/sz-nanshan-01, count: 1 }\n"),
  good: "# sites/baseline.yaml\nbaseline: []\n",
};

export const systemRules: readonly RuleText[] = [
  ruleFailed,
  exemptionExpired,
  exemptionUnused,
  exemptionTooLong,
  exemptionUnknown,
  exemptionEarly,
  exemptionEnding,
  exemptionWide,
  baselineStale,
  baselineWrong,
];
