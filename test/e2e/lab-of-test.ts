import { afterAll, afterEach, beforeAll } from "vitest";
import { type ClusterOptions, type Lab, startLab } from "../../lab/servers/lab.ts";

/** Starts a lab before the tests of a file and ends it after them; its logs are kept when a test failed. */
export function labOfTest<Name extends string>(
  options: Readonly<Record<Name, ClusterOptions>>,
  prepare: (lab: Lab<Name>) => Promise<void>,
): () => Lab<Name> {
  let lab: Lab<Name> | undefined;
  let failed = true;
  beforeAll(async () => {
    lab = await startLab(options);
    await prepare(lab);
    failed = false;
  });
  afterEach(({ task }) => {
    failed ||= task.result?.state === "fail";
  });
  afterAll(() => lab?.stop(failed));
  return () => {
    if (lab === undefined) throw new Error("the lab has not started");
    return lab;
  };
}
