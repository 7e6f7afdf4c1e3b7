/** The schema of systems/<tenant>/<name>.yaml. */

import { systemFields } from "./system-fields.ts";
import { findSystemIssues } from "./system-issues.ts";

export const systemSchema = systemFields.superRefine((system, context) => {
  for (const { path, message, candidates } of findSystemIssues(system))
    context.addIssue({ code: "custom", path: [...path], message, params: { candidates } });
});
