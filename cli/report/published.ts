import { removalLines } from "../../compiler/emit/removals.ts";
import { type Conflict, nextOf } from "../../git/publish/conflicts.ts";
import { firstLines, firstNames } from "../../model/first-names.ts";
import { withoutUserinfo } from "../../model/url.ts";
import { subjectsOf } from "../../pipeline/report/report.ts";
import { plural } from "../../pipeline/report/text.ts";
import type { PublishedRepository } from "../../pipeline/repository-stager.ts";

/** What became of a repository, in a line or, for an error, in a paragraph with the next step. */
export function summaryLine(repository: PublishedRepository): SummaryLine {
  const { text, isError } = ofRepository(repository);
  const { name, artifacts } = repository;
  if (!artifacts) return { text, isError };
  if ("diagnostic" in artifacts) {
    const { code, message, hint } = artifacts.diagnostic;
    return { text: `${text}${name}: ${code}: ${message}\n  next: run it again; ${hint}\n`, isError: true };
  }
  const { pushed, kept, moved, held } = artifacts;
  const ofHeld = held.length > 0 ? `, ${firstNames(held)} held as before` : "";
  return {
    text: `${text}  artifacts: ${pushed} pushed, ${kept} there already, ${moved} roots moved${ofHeld}\n`,
    isError,
  };
}

interface SummaryLine {
  readonly text: string;
  readonly isError: boolean;
}

function ofRepository({ name, result, ...rest }: PublishedRepository): SummaryLine {
  const remote = withoutUserinfo(rest.remote);
  const error = (...lines: readonly string[]) => ({ text: `${lines.join("\n  ")}\n`, isError: true });
  switch (result.outcome) {
    case "published": {
      const { added, changed, removed } = result.changes;
      const counts = `${added} added, ${changed} changed, ${removed} removed`;
      const names = removalLines(rest)
        .map((line) => `  ${line}\n`)
        .join("");
      const { restored } = result;
      const undone = [
        ...(restored.length > 0
          ? [`  restored ${plural(restored.length, "place")} that somebody else changed:\n`]
          : []),
        ...firstLines(restored.map(placeText)).map((line) => `    ${line}\n`),
      ].join("");
      return { text: `${name}: ${result.commit.slice(0, 12)} ${counts}\n${names}${undone}`, isError: false };
    }
    case "unchanged":
      return { text: `${name}: ${result.commit.slice(0, 12)} unchanged\n`, isError: false };
    case "held-back":
      return error(
        `${name}: held back, nothing was written to ${remote}: it would speak of ${firstNames(result.regions)} as ${result.regions.length === 1 ? "that region is" : "those regions are"} not yet`,
        "next: mend what is said of the regions above and run it again; --region centre publishes the centre all the same",
      );
    case "refused":
      return error(
        `${name}: refused, nothing was written to ${remote}`,
        ...result.reason.flatMap(({ code, message, subjects, hint }) => [
          `${code}: ${message}`,
          `at ${subjectsOf({ subjects })}`,
          ...(hint ? [`next: ${hint}`] : []),
        ]),
      );
    case "conflict": {
      const { conflicts } = result;
      return error(
        `${name}: ${plural(conflicts.length, "ownership conflict")} in ${remote}, nothing was written`,
        ...firstLines(conflicts.map(placeText)),
        `next: ${nextOf(conflicts) ?? "put the change into the fleet's files; --overwrite restores what was edited or added by hand"}`,
      );
    }
    case "race-lost":
      return error(
        `${name}: lost the race ${result.attempts} times in 60 s, nothing was written to ${remote}`,
        "next: run it again; somebody else writes to this repository all the time",
      );
    case "failed": {
      const { code, message, hint } = result.diagnostic;
      return error(`${name}: ${code}: ${message}`, ...(hint ? [`next: ${hint}`] : []));
    }
  }
}

const placeText = ({ path, found }: Pick<Conflict, "path" | "found">): string => `${path} ${found}`;
