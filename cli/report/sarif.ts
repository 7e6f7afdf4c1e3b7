import type { LocatedDiagnostic, LocatedReplacement } from "../../compiler/load/locate.ts";
import type { Mend } from "../../model/mend.ts";
import type { Report } from "../../pipeline/report/report.ts";
import type { RuleText } from "../../policies/rule.ts";

/**
 * SARIF 2.1.0 for code scanning: places are relative to the repository, which is what forges resolve them against. One run, one result a source line with the clusters as a count:
 * GitHub refuses files of more than 25,000 results and shows about 5,000 of them.
 *
 * @param folder of the fleet in its repository, with a slash at its end, or empty
 */
export function sarifReport(report: Report, folder = ""): string {
  const rules = rulesOf(report);
  const index = new Map(rules.map((rule, at) => [rule.id, at]));
  const document = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "flotilla", version: report.toolVersion, rules: rules.map(ruleOf) } },
        columnKind: "utf16CodeUnits",
        invocations: [invocationOf(report, folder)],
        results: [
          ...report.findings.map((finding) => resultOf(finding, index, folder)),
          ...report.exempted.map((finding) => ({
            ...resultOf(finding, index, folder),
            suppressions: [{ kind: "external", justification: "exempted in sites/exemptions.yaml" }],
          })),
          ...report.baselined.map((finding) => ({
            ...resultOf(finding, index, folder),
            baselineState: "unchanged",
            suppressions: [{ kind: "external", justification: "stands in sites/baseline.yaml" }],
          })),
        ],
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** What could not be asked is no result of the tool but a fault of its run (SARIF 2.1.0, 3.20.21). */
function invocationOf({ evaluated, findings }: Report, folder: string) {
  const notifications = findings.flatMap((finding) =>
    (finding.notEvaluated?.rules ?? []).map((id) => ({
      level: "error",
      message: { text: finding.message },
      associatedRule: { id },
      locations: locationsOf(finding, folder),
    })),
  );
  return {
    executionSuccessful: evaluated && notifications.length === 0,
    ...(notifications.length > 0 && { toolExecutionNotifications: notifications }),
  };
}

interface Listed {
  readonly id: string;
  readonly text?: RuleText;
}

function rulesOf(report: Report): readonly Listed[] {
  const texts = new Map(report.rules.map((rule) => [rule.id, rule]));
  const codes = [...report.findings, ...report.exempted, ...report.baselined].map((finding) => finding.code);
  return [...new Set([...texts.keys(), ...codes])].sort().map((id) => {
    const text = texts.get(id);
    return text ? { id, text } : { id };
  });
}

function ruleOf({ id, text }: Listed) {
  if (!text) return { id };
  return {
    id,
    shortDescription: { text: text.title },
    fullDescription: { text: text.help },
    help: { text: text.help },
    defaultConfiguration: { level: text.severity },
  };
}

function resultOf(finding: LocatedDiagnostic, index: ReadonlyMap<string, number>, folder: string) {
  const { code, severity, message, subjects, at, hint } = finding;
  const count =
    subjects.length > 1 ? ` (${subjects.length} constructs, first ${subjects.slice(0, 10).join(", ")})` : "";
  return {
    ruleId: code,
    ruleIndex: index.get(code),
    level: severity === "info" ? "note" : severity,
    message: { text: `${message}${count}${hint ? `. Next: ${hint}` : ""}` },
    locations: locationsOf(finding, folder),
    ...(finding.mend && finding.replacements && { fixes: [fixOf(finding.mend, finding.replacements, folder)] }),
    partialFingerprints: { "flotilla/v1": `${code} ${subjects[0] ?? at?.file ?? ""} ${at?.path.join(".") ?? ""}` },
  };
}

/** SARIF 2.1.0, 3.55: code scanning shows it beside the alert. */
function fixOf({ title }: Mend, replacements: readonly LocatedReplacement[], folder: string) {
  return {
    description: { text: title },
    artifactChanges: [...Map.groupBy(replacements, ({ file }) => file)].map(([file, own]) => ({
      artifactLocation: { uri: uriOf(folder + file) },
      replacements: own.map(({ position, end, text }) => ({
        deletedRegion: {
          startLine: position.line,
          startColumn: position.column,
          endLine: end.line,
          endColumn: end.column,
        },
        insertedContent: { text },
      })),
    })),
  };
}

function locationsOf(finding: LocatedDiagnostic, folder: string) {
  const { at, subjects } = finding;
  return [
    {
      ...(at && {
        physicalLocation: {
          artifactLocation: { uri: uriOf(folder + at.file) },
          region: regionOf(finding),
        },
      }),
      logicalLocations: subjects.slice(0, 10).map((subject) => ({ fullyQualifiedName: subject })),
    },
  ];
}

/** The end is exclusive, as ours is (SARIF 2.1.0, 3.30.8). */
function regionOf({ position, end }: LocatedDiagnostic) {
  if (!position) return { startLine: 1 };
  const { line: startLine, column: startColumn } = position;
  return { startLine, startColumn, ...(end && { endLine: end.line, endColumn: end.column }) };
}

/** A relative reference (RFC 3986): a colon in its first segment would make that a scheme. */
function uriOf(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
