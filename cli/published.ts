import { deleteBudgetRules } from "../policies/guard/delete-budget-rules.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { plural } from "./report/text.ts";
import type { Published } from "./work.ts";

/** What became of a repository, in a line or, for trouble, in a paragraph with the next step. */
export function lineOf({ name, remote, result }: Published): { readonly text: string; readonly isTrouble: boolean } {
  const trouble = (...lines: readonly string[]) => ({ text: `${lines.join("\n  ")}\n`, isTrouble: true });
  switch (result.outcome) {
    case "published": {
      const { added, changed, removed } = result.changes;
      const counts = `${added} added, ${changed} changed, ${removed} removed`;
      return { text: `${name}: ${result.commit.slice(0, 12)} ${counts}\n`, isTrouble: false };
    }
    case "unchanged":
      return { text: `${name}: ${result.commit.slice(0, 12)} unchanged\n`, isTrouble: false };
    case "refused":
      return trouble(
        `${name}: refused, nothing was written to ${remote}`,
        ...result.refusal.flatMap(({ code, message, hint }) => [
          `${code}: ${message}`,
          ...(hint ? [`next: ${hint}`] : []),
        ]),
      );
    case "conflict": {
      const { conflicts } = result;
      return trouble(
        `${name}: ${plural(conflicts.length, "ownership conflict")} in ${remote}, nothing was written`,
        ...conflicts.slice(0, 20).map(({ path, found }) => `${path} ${found}`),
        ...(conflicts.length > 20 ? [`and ${conflicts.length - 20} more`] : []),
        "next: put the change into the fleet's files; --overwrite restores what was edited or added by hand",
      );
    }
    case "race-lost":
      return trouble(
        `${name}: lost the race ${result.attempts} times in 60 s, nothing was written to ${remote}`,
        "next: run it again; somebody else writes to this repository all the time",
      );
    case "failed": {
      const { code, message, hint } = result.diagnostic;
      return trouble(`${name}: ${code}: ${message}`, ...(hint ? [`next: ${hint}`] : []));
    }
  }
}

/** The gravest outcome decides, so that a script sees the one that needs a person most. */
export function worstOf(published: readonly Published[]): ExitCode {
  const codes = published.map(({ result }): ExitCode => {
    if (result.outcome === "refused") {
      return result.refusal.some(({ code }) => deleteBudgetRules.has(code)) ? exitCode.deleteBudget : exitCode.policy;
    }
    const byOutcome = {
      published: exitCode.fine,
      unchanged: exitCode.fine,
      conflict: exitCode.ownership,
      "race-lost": exitCode.raceLost,
      failed: exitCode.unexpected,
    } as const;
    return byOutcome[result.outcome];
  });
  const gravest = [exitCode.deleteBudget, exitCode.policy, exitCode.ownership, exitCode.raceLost, exitCode.unexpected];
  return gravest.find((code) => codes.includes(code)) ?? exitCode.fine;
}
