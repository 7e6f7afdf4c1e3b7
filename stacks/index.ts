import * as pulumi from "@pulumi/pulumi";
import { shownText } from "../model/shown-text.ts";
import { holdsUserinfo } from "../model/url.ts";
import { textReport } from "../pipeline/report/text.ts";
import { summaryOfStack } from "./change-summary.ts";
import { compileStack } from "./compile-stack.ts";
import { optionalPackage } from "./optional-package.ts";
import { stackPlan } from "./plan.ts";
import { Commit, Tree } from "./resources.ts";
import { stackArtifacts } from "./stack-artifacts.ts";

/** The Pulumi program of every stack: one region, or the centre, by the stack's name. */
// Under its own name, whatever the project of a fleet is called.
const config = new pulumi.Config("flotilla");
const to = config.get("to")?.replace(/\/+$/, "");
if (to !== undefined && holdsUserinfo(to)) {
  throw new pulumi.RunError(
    "flotilla:to holds a user or password, which would be kept in the state; use a credential helper",
  );
}
const today = new Date().toISOString().slice(0, 10);
const fleet = config.get("fleet") ?? ".";
const request = { stack: pulumi.getStack(), fleet, to, today };
const { report, stack } = await compileStack(request);
if (!stack) throw new pulumi.RunError(shownText(textReport(report, false)));
if (report.findings.length > 0) await pulumi.log.warn(shownText(textReport(report, false)));

// An update follows a preview, or was asked for without one.
if (pulumi.runtime.isDryRun()) {
  const summary = await summaryOfStack(request, stack);
  if (summary !== undefined) await pulumi.log.info(shownText(summary));
}

const allowDestroy = config.getBoolean("allowDestroy") ?? false;
const plan = stackPlan(stack.content, {
  ...stack,
  fleet: stack.fleet.spec.name,
  artifacts: stackArtifacts(stack.fleet, stack.content.name),
  allowDestroy,
});
const trees = plan.trees.map((inputs) => ({ unit: inputs.unit, tree: new Tree(inputs.unit, inputs) }));
const published = new Commit(
  stack.content.name,
  { ...plan.commit, trees: Object.fromEntries(trees.map(({ unit, tree }) => [unit, tree.digest])) },
  { dependsOn: trees.map(({ tree }) => tree) },
);

const kubeconfig = config.getSecret("kubeconfig");
if (kubeconfig) {
  const { applyBootstrapObjects } = await optionalPackage("@pulumi/kubernetes", () => import("./bootstrap.ts")).catch(
    (error: Error) => {
      throw new pulumi.RunError(error.message);
    },
  );
  const { bootstrapObjects } = await import("./bootstrap-objects.ts");
  applyBootstrapObjects(
    bootstrapObjects(stack.fleet, stack.content.name, stack.content.files, stack.engines),
    kubeconfig,
    published,
  );
}

export const commit = published.commit;
/** By name; absent when nothing was deleted. */
export const deleted = published.deleted.apply((names) => (names.length > 0 ? names.join("; ") : undefined));
/** What went and what became of it, in sentences; absent when nothing went. */
export const removals = published.removals.apply((lines) => (lines.length > 0 ? lines : undefined));
export const repository = stack.remote;
export const sites = Object.keys(stack.content.sites).length;
