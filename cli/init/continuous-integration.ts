/** What a new fleet's CI runs: plain shell, and the workflows of GitHub Actions and GitLab that call it. */

import { ciScripts } from "./ci-scripts.ts";
import { githubReview, githubWorkflow } from "./github-workflow.ts";
import { gitlabPipeline } from "./gitlab-pipeline.ts";

/** Text by path from the fleet's folder. */
export const continuousIntegration: ReadonlyMap<string, string> = new Map([
  ...ciScripts,
  [".github/workflows/fleet.yaml", githubWorkflow],
  [".github/workflows/review.yaml", githubReview],
  [".gitlab-ci.yml", gitlabPipeline],
]);
