import type { TestModule } from "vitest/node";

/** How a golden tree was changed by `UPDATE=1`, in files. */
export interface GoldenChange {
  readonly folder: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

declare module "vitest" {
  interface TaskMeta {
    /** What the test rewrote. */
    golden?: readonly GoldenChange[];
  }
}

/** Trees with a line of their own; with the head and the rest it is twenty lines. */
const OWN_LINE = 18;

/** A reporter for runs with `UPDATE=1`: says at the end which golden trees were rewritten. */
export const goldenReporter = {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const changes = modules.flatMap((module) =>
      [...module.children.allTests()].flatMap((test) => test.meta().golden ?? []),
    );
    console.log(goldenSummary(changes));
  },
};

/** At most twenty lines, the trees with most files first. */
export function goldenSummary(all: readonly GoldenChange[]): string {
  const changes = all.filter((change) => filesOf(change) > 0).sort((a, b) => filesOf(b) - filesOf(a));
  const rest = changes.slice(OWN_LINE);
  return [
    `Golden trees: ${all.length} compared, ${changes.length} rewritten`,
    ...changes.slice(0, OWN_LINE).map((change) => `  ${change.folder}: ${counts([change])}`),
    ...(rest.length > 0 ? [`  ${rest.length} more: ${counts(rest)}`] : []),
  ].join("\n");
}

function filesOf({ added, changed, removed }: GoldenChange): number {
  return added + changed + removed;
}

function counts(changes: readonly GoldenChange[]): string {
  const sum = (kind: "added" | "changed" | "removed") => changes.reduce((total, change) => total + change[kind], 0);
  return `${sum("added")} files added, ${sum("changed")} changed, ${sum("removed")} removed`;
}
