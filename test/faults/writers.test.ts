import { join } from "node:path";
import { expect, test } from "vitest";
import { publish } from "../../git/publish/publish.ts";
import { content, request } from "../git/content.ts";
import { fsck, git, tipFiles, workspace } from "../git/fixture.ts";
import { startPublisher } from "../git/publisher.ts";
import { patience, report, tries } from "./long-form.ts";

test("Writers of one branch, 31 in the long form, all land: one commit each, and the tip holds the work of all", {
  ...patience,
}, async () => {
  const numbers = Array.from({ length: tries(3, 31) }, (_, number) => number);
  const remote = join(workspace(), "guangdong.git");
  await publish(request(remote));
  const publishers = await Promise.all(numbers.map(startPublisher));
  const folder = (number: number) => `sites/shenzhen/sz-1${number}/`;
  const path = (number: number) => `${folder(number)}10-cni/cilium.yaml`;
  const results = await Promise.all(
    publishers.map((publisher, number) =>
      publisher.publish({ remote, changes: { [path(number)]: `${number}\n` }, owned: [folder(number)] }),
    ),
  );
  for (const publisher of publishers) publisher.stop();
  expect(results.map(({ outcome }) => outcome)).toEqual(numbers.map(() => "published"));
  const paths = [".flotilla/inventory.json", ...Object.keys(content), ...numbers.map(path)];
  expect(tipFiles(remote)).toEqual(paths.sort());
  expect(git(remote, "rev-list", "--count", "main")).toBe(String(numbers.length + 1));
  expect(fsck(remote)).toBe("");
  const attempts = results.map((each) => (each.outcome === "published" ? each.attempts : 0));
  report(
    "writers of one branch",
    `${numbers.length} of ${numbers.length} landed, ${Math.max(...attempts)} tries at most`,
  );
});
