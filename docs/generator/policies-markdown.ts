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
is itself a finding. A rule that could not be evaluated is a violation, never a pass.

| rule | severity | what it wants |
|---|---|---|
${rows.join("\n")}
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
