import type { PublishResult } from "../../git/request.ts";
import { ProviderFault } from "./handler.ts";

/** Why a commit was not made although nothing stood in its way: the repository is not the one that was looked at. */
export type Refusal = "changed-since-judged" | "changed-since-recorded";

const SHOWN = 20;

/** Commit and outcome of a publish. @throws ProviderFault when nothing was written */
export function committed(remote: string, result: PublishResult<Refusal>) {
  if (result.outcome === "published" || result.outcome === "unchanged") {
    return { commit: result.commit, outcome: result.outcome };
  }
  throw new ProviderFault(`nothing was written to ${remote}: ${faultText(result)}`);
}

function faultText(result: Exclude<PublishResult<Refusal>, { readonly outcome: "published" | "unchanged" }>): string {
  switch (result.outcome) {
    case "conflict": {
      const { conflicts } = result;
      const more = conflicts.length > SHOWN ? [`and ${conflicts.length - SHOWN} more`] : [];
      return [
        "somebody else changed files that belong to Flotilla",
        ...conflicts.slice(0, SHOWN).map(({ path, found }) => `${path} ${found}`),
        ...more,
        "next: run pulumi refresh, look at the difference, put what shall stay into the fleet's files, then pulumi up",
      ].join("\n  ");
    }
    case "refused":
      return "it changed while this run was under way, so its rules on deletion hold no more; run pulumi up again";
    case "race-lost":
      return `${result.attempts} attempts in 60 s lost the race against other writers; run pulumi up again`;
    case "failed": {
      const { code, message, hint } = result.diagnostic;
      return [`${code}: ${message}`, ...(hint ? [`next: ${hint}`] : [])].join("\n  ");
    }
  }
}
