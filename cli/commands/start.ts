/** `flotilla start`: checks the fleet and publishes it to local repositories, told as a tour. */

import { isAbsolute, relative } from "node:path";
import { plural, summaryOf, textReport } from "../../pipeline/report/text.ts";
import { stageFleet } from "../../pipeline/stage-fleet.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { exitCodeOfPublish, exitCodeOfReport } from "../report/exit-code-of.ts";
import { summaryLine } from "../report/published.ts";
import { repositoryBase } from "../repository-base.ts";
import { runSettings } from "../settings.ts";

/** The tour: everything that `publish` does, told so that a newcomer knows what happened and what to try next. */
export const run: Run = async ({ values }, terminal) => {
  const started = performance.now();
  const base = repositoryBase(String(values["to"] ?? "out/repos"), terminal.cwd);
  if (typeof base !== "string" || !isAbsolute(base)) {
    const problem = typeof base === "string" ? "a URL was found, expected a folder" : base.message;
    terminal.stderr(`flotilla start: --to: ${problem}\n  next: flotilla publish --to takes the URL of a server\n`);
    return exitCode.invalid;
  }
  const { session, report, commit, discard } = await stageFleet(runSettings(values, terminal), {
    base,
    overwrite: false,
  });
  const code = exitCodeOfReport(report, false);
  if (report.findings.length > 0) terminal.stderr(textReport(report, terminal.colour));
  const { fleet } = session.loaded;
  if (code !== exitCode.ok || !fleet) {
    await discard();
    return code;
  }
  terminal.stdout(`Checked fleet ${fleet.spec.name}: ${summaryOf(report)}\n`);
  const published = await commit();
  for (const each of published) {
    const line = summaryLine(each);
    if (line.isError) terminal.stderr(line.text);
  }
  const of = (wanted: string) => published.filter(({ result }) => result.outcome === wanted);
  const [committed, unchanged] = [of("published"), of("unchanged")];
  const files = [...committed, ...unchanged].reduce((sum, each) => sum + each.files, 0);
  const refused = published.length - committed.length - unchanged.length;
  const where = relative(terminal.cwd, base) || ".";
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  terminal.stdout(
    `Published ${plural(files, "file")} to ${plural(published.length, "Git repository", "Git repositories")} in ${where}: ${committed.length} committed, ${unchanged.length} unchanged${refused > 0 ? `, ${refused} left as they were` : ""}, in ${seconds} s\n`,
  );
  const region = fleet.regions.find(({ sites }) => sites.some((site) => site.spec.kind === "cluster"));
  const site = region?.sites.find(({ spec }) => spec.kind === "cluster");
  if (region && site && refused === 0) {
    terminal.stdout(
      [
        "",
        "Try next:",
        `  git -C ${where}/${region.name}.git ls-tree -r --name-only main | head -40`,
        `  npx --no-install flotilla explain ${site.name}`,
        `  npx --no-install flotilla diff --base HEAD        (after you edited a file below sites/)`,
        "",
      ].join("\n"),
    );
  }
  return exitCodeOfPublish(published);
};
