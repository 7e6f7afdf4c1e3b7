import type { Rule, RuleScope, RuleText } from "../../policies/rule.ts";
import { systemRules } from "../../policies/system.ts";

const areas: Readonly<Record<string, string>> = {
  HIER: "Hierarchy",
  NET: "Networks",
  PRF: "Profiles",
  CAP: "Capacity",
  ARCH: "Architectures",
  APP: "Apps",
  SEC: "Security",
  GIT: "Repositories and names",
  GUARD: "Changes",
  SYS: "The checking itself",
};

const subjects: Readonly<Record<RuleScope, string>> = {
  fleet: "the fleet",
  site: "each site",
  manifest: "each object",
  cluster: "all objects of a cluster",
  repository: "the paths of a repository",
  file: "each text for a server or a tool",
  change: "what a repository is about to lose and gain",
};

/** The text of docs/policies.md: every rule with what it wants, why, and an example of both sides. */
export function policiesMarkdown(rules: readonly Rule[]): string {
  const all: readonly RuleText[] = [...rules, ...systemRules];
  const byArea = Map.groupBy(all, areaOf);
  const sections = [...byArea].map(([area, own]) => `## ${areas[area] ?? area}\n\n${own.map(section).join("\n")}`);
  return `${introduction(all)}\n${sections.join("\n")}`;
}

function introduction(all: readonly RuleText[]): string {
  const rows = all.map(({ id, severity, title }) => `| [${id}](#${id.toLowerCase()}) | ${severity} | ${cell(title)} |`);
  return `# Policies

${all.length} rules hold a fleet to account. \`flotilla check\`, \`flotilla publish\` and the Pulumi policy pack run the same ones.
Errors end with exit code 5 (10 when more would be deleted than agreed), warnings count only with \`--strict\`.

An agreed exception stands in \`sites/exemptions.yaml\`, for one rule and one construct with all below it:

\`\`\`yaml
exemptions:
  - rule: FLT-CAP-006
    construct: panji/guangdong/shenzhen/sz-nanshan-01
    reason: the old controller shows no stable name; it is replaced in March
    owner: guangdong-team
    ticket: EDGE-1142
    granted: 2026-11-02
    expires: 2027-03-31
\`\`\`

It lasts at most 180 days and ends with its last day in UTC. One that is past its day, not needed, too long or misspelt
is itself a finding.

A rule that could not be evaluated has neither passed nor found anything: that is a third state, "not evaluated", told as FLT-SYS-001 with
the rule, the reason and the place, and it fails with exit code 5 in \`check\`, \`plan\`, \`publish\` and the policy pack. A rule threw, one of
the fleet's own gave no list of violations, a published text that a rule on changes needs is missing or broken, the policy pack
cannot read the fleet or a manifest. In JSON it is \`notEvaluated\` of the finding and a number of the verdict, in SARIF a notification
of the run with its rule, in JUnit an error of the rule's case. Nothing is called unused, stale or mended meanwhile.

## A fleet that has findings already

Rules that come to a living fleet, with Flotilla itself or with a new version, find what nobody can mend in a day.
\`flotilla check --baseline grow\` writes it down in \`sites/baseline.yaml\`, an entry a place, to be reviewed and committed:

\`\`\`yaml
baseline:
  - { rule: FLT-CAP-006, construct: panji/guangdong/shenzhen/sz-nanshan-01/sz-nanshan-01-a, place: disk, count: 1 }
\`\`\`

From then on \`check\`, \`plan\`, \`publish\` and the policy pack pass over these findings and over no others, warnings with
\`--strict\` too. Places are names, so that lines may move. Where more is found at a place than the baseline holds, none of it
passes. What is mended and still stands there is FLT-SYS-009, and \`flotilla check --baseline shrink\` takes it out; it never
adds anything. Growing has its own word, and the plan shows it and asks the owners, as for an exemption.

An exemption says that a finding is agreed, for how long and by whom; an entry of the baseline says that it is still to be mended.
Faults of files, what an engine cannot do and objects of a wrong shape never stand in a baseline, nor do findings of FLT-SYS,
FLT-GUARD and these: ${neverBaselined(all)}.

## Mends

Where one value is right beyond doubt, a finding offers a mend. \`flotilla check --fix\` makes them, in the fleet's files, and leaves
every other letter of them as it stands, comments too; run again it finds nothing to do. \`--fix --dry-run\` prints a patch for
\`git apply\`, \`--fix --patch FILE\` writes it, and neither touches the fleet. What would bring another finding is not made. In text
a finding that can be mended has a line \`mends:\`, in JSON a \`mend\`, in SARIF \`fixes\`.

Mended are a key or a word that is one letter off the only one it can be, or in other letters' case; text without its quotes and numbers in
them; MAC addresses with dashes; names of profiles, tenants, zones, regions, hardware classes and parameters, again only when one is
a letter away and no number differs; exemptions that are past their day or not needed; entries of the baseline that are mended. A rule
of a fleet's own gives \`mend\` with its violation: \`writeValue\`, \`renameKey\` and \`removeItem\` of \`policies\` make one.

## All rules

| rule | severity | what it wants |
|---|---|---|
${rows.join("\n")}

${atApiServer(all)}`;
}

function neverBaselined(all: readonly RuleText[]): string {
  const own = all.filter(({ id, baseline }) => baseline === "never" && !id.startsWith("FLT-GUARD-"));
  return own.map(({ id }) => `[${id}](#${id.toLowerCase()})`).join(", ");
}

/** What holds somebody who writes to a cluster past every repository. */
function atApiServer(all: readonly RuleText[]): string {
  const rows = all.flatMap(({ id, title, atApiServer: own }) =>
    own ? [`| [${id}](#${id.toLowerCase()}) | ${cell(title)} | ${own.by} | ${own.where} |`] : [],
  );
  return `## At the API server

\`check\` sees what goes through the repositories. These rules are also held at the API server of each hub and cluster site, for
the platform's own account as for a tenant's, by ValidatingAdmissionPolicies of the layer \`admission\` (Kubernetes 1.30 and newer,
FLT-SEC-048) and by Pod Security admission. One list of manifests runs through both:
test/faults/admission.test.ts and, on a real API server, test/e2e/admission.test.ts.

| rule | what it wants | held by | where |
|---|---|---|---|
${rows.join("\n")}

Policies find tenants by what stands on their namespaces, the label \`flotilla.dev/tenant\` and the annotation
\`flotilla.dev/owners\`: all clusters have the same ones, and another tenant changes none. Kubernetes' own components
and the groups \`system:masters\` and \`kubeadm:cluster-admins\` (kubeadm's admin.conf) pass by those that look at the whole
cluster, and no policy looks at pods outside of tenants' namespaces, so that a cluster can always be mended. What lives is not evicted; a changed object, and a pod that is made again, is judged.
\`admission: warn\` tells the caller and the audit log instead, \`admission: off\` takes the policies away: parameters of the
profiles, in every scope. All other rules look at files, at more than one object or at what changes, which no API server sees.
`;
}

function section(rule: RuleText): string {
  const looksAt = "scope" in rule ? ` It looks at ${subjects[(rule as Rule).scope]}.` : "";
  return `### ${rule.id}

**${rule.title}** (${rule.severity}). ${rule.help}${looksAt}

Violated by:

\`\`\`yaml
${rule.bad.trimEnd()}
\`\`\`

Satisfied by:

\`\`\`yaml
${rule.good.trimEnd()}
\`\`\`
`;
}

function areaOf({ id }: RuleText): string {
  return id.split("-")[1] ?? "";
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
