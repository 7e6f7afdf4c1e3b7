/** `flotilla explain`: tells where the values of a site come from. */

import { parseDocument } from "yaml";
import { compile } from "../../compiler/compile.ts";
import { type Explanation, explain, explainable } from "../../compiler/explain.ts";
import { locate } from "../../compiler/load/locate.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { RepositoryFile } from "../../model/repository-file.ts";
import type { Source } from "../../model/source.ts";
import { didYouMean } from "../../model/suggest.ts";
import { textReport } from "../../pipeline/report/text.ts";
import { openSession, reportOf, type Session } from "../../pipeline/session.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { runSettings } from "../settings.ts";

export const run: Run = async ({ values, positionals }, terminal) => {
  const [name = "", file] = positionals;
  const session = await openSession(runSettings(values, terminal));
  const { fleet, diagnostics } = session.loaded;
  if (!fleet) {
    terminal.stderr(textReport(reportOf(session, diagnostics, [], undefined), terminal.colour));
    return exitCode.invalid;
  }
  const explanation = explain(fleet, name);
  if (!explanation) {
    const close = didYouMean(name, explainable(fleet));
    terminal.stderr(`flotilla explain: found ${name}, expected the name of a site, a region or centre${close}\n`);
    return exitCode.invalid;
  }
  const locationOf = locationFinder(session);
  const faults = faultsAbove(diagnostics, explanation.construct);
  if (faults.length > 0) {
    if (file === undefined)
      terminal.stdout(values["format"] === "json" ? json(explanation, locationOf) : text(explanation, locationOf));
    terminal.stderr(textReport(reportOf(session, faults, [], undefined), terminal.colour));
    return exitCode.invalid;
  }
  if (file === undefined) {
    terminal.stdout(values["format"] === "json" ? json(explanation, locationOf) : text(explanation, locationOf));
    return exitCode.ok;
  }
  const answer = explainFile(session, explanation, file);
  if (answer.error) terminal.stderr(`flotilla explain: ${answer.error}\n`);
  else terminal.stdout(values["format"] === "json" ? `${JSON.stringify(answer, null, 2)}\n` : (answer.text ?? ""));
  return answer.error ? exitCode.invalid : exitCode.ok;
};

/** What makes values of the construct unknown: faults of its own, and of the zone, region and fleet around it. */
function faultsAbove(diagnostics: readonly Diagnostic[], construct: string): readonly Diagnostic[] {
  return diagnostics.filter(
    ({ severity, subjects }) =>
      severity === "error" && subjects.some((each) => each === construct || construct.startsWith(`${each}/`)),
  );
}

type FindLocation = (source: Source | undefined) => string | undefined;

/** Looks up `file:line:column` of sources. */
function locationFinder({ loaded }: Session): FindLocation {
  return (source) => {
    if (!source) return undefined;
    const [located] = locate([{ code: "", severity: "info", message: "", at: source, subjects: [] }], loaded.textOf);
    return located?.position ? `${source.file}:${located.position.line}:${located.position.column}` : source.file;
  };
}

function text(
  { construct, source, profile, facts, parameters, layers }: Explanation,
  locationOf: FindLocation,
): string {
  const width =
    Math.max(
      10,
      ...Object.keys(facts).map((key) => key.length),
      ...parameters.map(({ name }) => name.length),
      ...layers.map(({ folder }) => folder.length),
    ) + 2;
  const row = (key: string, value: string) => `  ${key.padEnd(width)}${value}`;
  return [
    construct,
    ...(source ? [row("written in", locationOf(source) ?? "")] : []),
    row("profile", profile),
    ...Object.entries(facts).map(([key, value]) => row(key, value)),
    "",
    "Parameters, with where each value comes from:",
    ...parameters.map(({ name, value, origin }) => {
      const from =
        origin.scope === "profile"
          ? `default of ${origin.construct}`
          : `${origin.scope} ${locationOf(origin.source) ?? origin.construct}`;
      return row(name, `${JSON.stringify(value)}  <- ${from}`);
    }),
    "",
    "Layers, with the inputs they are rendered from:",
    ...layers.map(({ folder, inputs }) => row(folder, JSON.stringify(inputs))),
    "",
  ].join("\n");
}

function json({ source, parameters, ...rest }: Explanation, locationOf: FindLocation): string {
  const document = {
    schema: "flotilla.dev/explain/v1",
    ...rest,
    at: locationOf(source) ?? null,
    parameters: parameters.map(({ name, value, origin }) => ({
      name,
      value,
      scope: origin.scope,
      construct: origin.construct,
      at: locationOf(origin.source) ?? null,
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

interface FileAnswer {
  readonly error?: string;
  readonly text?: string;
  readonly path?: string;
  readonly construct?: string;
  readonly value?: unknown;
}

/** What a file of the member is, which layer it comes from, and one field of it. */
function explainFile(session: Session, { construct, layers, profile }: Explanation, wanted: string): FileAnswer {
  const [, path = wanted, field] = /^(.*?\.(?:yaml|json|md)):(.+)$/.exec(wanted) ?? [];
  const files = filesOf(session, construct);
  const names = [...files.keys()];
  const matches = names.filter(
    (name) => name === path || name.endsWith(`/${path}`) || name.startsWith(`${path}/`) || name.includes(`/${path}/`),
  );
  if (matches.length === 0) {
    const close = didYouMean(path, names);
    return { error: `found file ${path}, expected one of the ${names.length} files of ${construct}${close}` };
  }
  if (matches.length > 1) return { text: `${matches.join("\n")}\n` };
  const [match = ""] = matches;
  const file = files.get(match) as RepositoryFile;
  const layer = layers.find(({ folder }) => match.includes(`/${folder}/`));
  const origin = layer ? `layer ${layer.folder} of ${profile}` : `an engine, for ${construct}`;
  const head = [
    `${match}`,
    `  made by     ${origin}`,
    ...(layer ? [`  inputs      ${JSON.stringify(layer.inputs)}`] : []),
  ];
  if (field === undefined) return { path: match, construct, text: `${[...head, "", file.text].join("\n")}` };
  const value = parseDocument(file.text).getIn(
    field
      .split(/[.[\]]+/)
      .filter(Boolean)
      .map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
    false,
  );
  if (value === undefined) return { error: `found no field ${field} in ${match}, expected one of its fields` };
  const plain =
    typeof value === "object" && value !== null && "toJSON" in value ? (value.toJSON as () => unknown)() : value;
  return {
    path: match,
    construct,
    value: plain,
    text: `${[...head, `  ${field}  ${JSON.stringify(plain)}`].join("\n")}\n`,
  };
}

function filesOf({ loaded, code }: Session, construct: string): ReadonlyMap<string, RepositoryFile> {
  const files = new Map<string, RepositoryFile>();
  const { fleet } = loaded;
  if (!fleet) return files;
  const regions = fleet.regions.filter((region) => construct.startsWith(`${region.path}/`));
  const selection = { regions, centre: construct === fleet.centre.path };
  const facts = { today: "", profileHashes: new Map(), profileLock: new Map() };
  compile({
    fleet,
    selection,
    rules: [],
    engines: code.engines,
    facts,
    sink: () => (_, more) => {
      for (const file of more) if (file.construct === construct) files.set(file.path, file);
    },
  });
  return files;
}
