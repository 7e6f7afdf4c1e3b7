import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { preparePublish, publish } from "../../../git/publish/publish.ts";
import { request } from "../content.ts";
import { commitByHand, fsck, git, tipFiles, workspace } from "../fixture.ts";

const change = { "hub/delivery/a.yaml": "kind: A\n" };
const never = () => {
  throw new Error("nothing moved the branch");
};

describe("a prepared publish", () => {
  test("shows nothing before it is committed, and then all", async () => {
    const base = workspace();
    const [fresh, there] = [join(base, "fresh.git"), join(base, "there.git")];
    await publish(request(there));
    const before = git(there, "rev-parse", "main");
    const prepared = await Promise.all([fresh, there].map((remote) => preparePublish(request(remote, change), never)));
    expect(readdirSync(base)).not.toContain("fresh.git");
    expect(git(there, "rev-parse", "main")).toBe(before);
    const results = await Promise.all(prepared.map((each) => each.commit()));
    expect(results.map(({ outcome }) => outcome)).toEqual(["published", "published"]);
    for (const remote of [fresh, there]) {
      expect(tipFiles(remote)).toContain("hub/delivery/a.yaml");
      expect(fsck(remote)).toBe("");
    }
  });

  test("leaves nothing behind when it is discarded", async () => {
    const base = workspace();
    const [fresh, there] = [join(base, "fresh.git"), join(base, "there.git")];
    await publish(request(there));
    const packs = readdirSync(join(there, "objects", "pack"));
    for (const remote of [fresh, there]) await (await preparePublish(request(remote, change), never)).discard();
    expect(readdirSync(base)).toEqual(["there.git"]);
    expect(readdirSync(join(there, "objects", "pack"))).toEqual(packs);
  });

  test("asks for its request again when somebody moved the branch in between", async () => {
    const remote = join(workspace(), "guangdong.git");
    await publish(request(remote));
    const prepared = await preparePublish(request(remote, change), () => request(remote, change));
    const theirs = commitByHand(remote, { "docs/a.md": "theirs\n" });
    expect(await prepared.commit()).toMatchObject({ outcome: "published", parent: theirs });
    expect(tipFiles(remote)).toEqual(expect.arrayContaining(["docs/a.md", "hub/delivery/a.yaml"]));
  });
});
