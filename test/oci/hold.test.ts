/** What a root pins while a site is held, from commits made by hand. */

import { expect, test } from "vitest";
import { artifactFiles } from "./artifact-files.ts";
import { regionRepository, SITE } from "./region-repository.ts";

test.each(["flux", "argocd"] as const)(
  "With %s a held site keeps the digest that was delivered before, and gets the newest once it is held no more",
  async (engine) => {
    const { registry, commit, deliver, pinned } = await regionRepository(engine);
    const publish = async (text: string, suspend: boolean) => {
      commit(text, suspend);
      const done = await deliver();
      const { root, digest } = pinned();
      expect(root.get("hub/delivery/site.yaml")).toContain(digest);
      return {
        held: done?.held,
        content: artifactFiles(registry, `fleet/north/${SITE}`, digest).get(`${SITE}/cluster.yaml`),
      };
    };
    expect(await publish("content: 1\n", false)).toEqual({ held: [], content: "content: 1\n" });
    expect(await publish("content: 2\n", true)).toEqual({ held: [SITE], content: "content: 1\n" });
    expect(await publish("content: 3\n", true)).toEqual({ held: [SITE], content: "content: 1\n" });
    expect(await publish("content: 3\n", false)).toEqual({ held: [], content: "content: 3\n" });
  },
);
