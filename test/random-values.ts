import fc from "fast-check";
import { beforeEach } from "vitest";

/** Set-up of every test: one seed in each `npm test`, and a new one for each repetition of `npm run fuzz`. */
const firstSeed = Number(process.env["FLOTILLA_FUZZ_SEED"] ?? 1);

/** A slow machine takes ten seconds for the longest property; a counterexample of hundreds of values shrinks for hours. */
const TIME_LIMIT_MS = 100_000;

beforeEach(({ task, onTestFailed }) => {
  const seed = firstSeed + (task.result?.repeatCount ?? 0);
  if (!task.tags?.includes("property")) {
    fc.configureGlobal({ seed, beforeEach: refuseUntagged });
    return;
  }
  const interruptAfterTimeLimit = Math.max(TIME_LIMIT_MS, task.timeout);
  fc.configureGlobal({ seed, interruptAfterTimeLimit, markInterruptAsFailure: true });
  if (task.result?.errors?.length) return;
  onTestFailed(() => {
    console.error(`Again with the same values: FLOTILLA_FUZZ_SEED=${seed} npx vitest run ${task.file.name}`);
  });
});

/** Otherwise `npm run fuzz`, which runs what has the tag, would leave the test out without a word. */
function refuseUntagged(): never {
  throw new Error('found random values in a test without { tags: "property" }, by which npm run fuzz finds it');
}
