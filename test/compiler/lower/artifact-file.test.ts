import { expect, test } from "vitest";
import { fileOf } from "../../../compiler/lower/artifact-file.ts";
import { siteOf, smallFleet } from "./small-fleet.ts";

const [audience] = siteOf(smallFleet({ sites: { "sz-01": {} } }), "sz-01").hosts as [never];
const owner = "panji/guangdong/sz/sz-01";

test.each([
  [
    "a server's file, below its machine id",
    { kind: "host-file", audience, name: "cloud-config.yaml" },
    "cloud-config.yaml",
  ],
  ["a node's file, in a folder of the node", { kind: "host-file", audience, node: "n2", name: "a.yaml" }, "n2/a.yaml"],
] as const)("%s", (_, artifact, path) => {
  expect(fileOf({ ...artifact, owner, text: "x\n" })).toEqual({
    path: `hosts/4c4c4544-0051-3110-8052-b4c04f4e3332/${path}`,
    text: "x\n",
    construct: owner,
  });
});

test("a tool's file, in a folder of the tool", () => {
  const artifact = { kind: "operator-file", audience: "keadm-batch", name: "sz-01.yaml" } as const;
  expect(fileOf({ ...artifact, owner, text: "x\n" }).path).toBe("operator/keadm-batch/sz-01.yaml");
});
