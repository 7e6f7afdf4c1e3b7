/** Jobs of a forge that run for one pull request, as their environment says it. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ForgeName } from "../../../cli/review/target.ts";
import type { Plan } from "../../../compiler/plan/plan.ts";
import { edited, reviewFleet } from "../../plan/review-fleet.ts";
import { reviewPlan } from "../../plan/review-plan.ts";

/** The head of pull request 7, by mallory, from the branch wider. */
export const head = "a81d044".padEnd(40, "0");

/** The plan of a change of every site at that head. */
export async function widerPlan(): Promise<Plan> {
  const wider = edited(reviewFleet, { "sites/fleet.yaml": (text) => text.replace("6h", "12h") });
  return { ...(await reviewPlan(reviewFleet, wider)), head: { name: "wider", commit: head.slice(0, 12) } };
}

/** @param folder for the file of the event */
export function jobOf(kind: ForgeName, api: string, folder: string): Record<string, string> {
  return jobs[kind](api, join(folder, "event.json"));
}

const run = "https://forge.example/team/fleet/actions/runs/42";

const jobs: Readonly<Record<ForgeName, (api: string, eventFile: string) => Record<string, string>>> = {
  github: (api, eventFile) => {
    writeFileSync(eventFile, JSON.stringify({ pull_request: { number: 7, head: { ref: "wider", sha: head } } }));
    return {
      GITHUB_ACTIONS: "true",
      GITHUB_API_URL: api,
      GITHUB_REPOSITORY: "team/fleet",
      GITHUB_EVENT_PATH: eventFile,
      GITHUB_SERVER_URL: "https://forge.example",
      GITHUB_RUN_ID: "42",
      GITHUB_TOKEN: "t0ken",
    };
  },
  gitea: (api, eventFile) => ({ ...jobs.github(api, eventFile), GITEA_ACTIONS: "true" }),
  gitlab: (api) => ({
    GITLAB_CI: "true",
    CI_API_V4_URL: api,
    CI_MERGE_REQUEST_PROJECT_ID: "12",
    CI_MERGE_REQUEST_IID: "7",
    CI_COMMIT_SHA: head,
    CI_JOB_URL: run,
    FLOTILLA_REVIEW_TOKEN: "t0ken",
  }),
};
