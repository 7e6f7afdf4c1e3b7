import { expect, test } from "vitest";
import { jsonPlan } from "../../cli/plan/json.ts";
import { makePlan } from "../../pipeline/plan/make-plan.ts";
import { edited, onDisk, reviewFleet } from "./review-fleet.ts";

test("A plan has the same bytes from one thread and from several", async () => {
  const head = edited(reviewFleet, {
    "sites/fleet.yaml": (text) => text.replace("6h", "12h"),
    "sites/guangdong/foshan.yaml": (text) => text.replace("edge-k3s@1.0.0", "edge-k3s@1.1.0"),
  });
  const [before, after] = [onDisk(reviewFleet), onDisk(head)];
  const planWith = async (threads: number) => {
    const { plan } = await makePlan({
      settings: {
        root: after,
        regions: [],
        today: "2026-11-28",
        profiles: new URL("./review-profiles.ts", import.meta.url).href,
        threads,
      },
      base: { kind: "files", root: before, code: undefined },
      names: { base: { name: "main" }, head: { name: "files" } },
    });
    if (!plan) throw new Error("a plan expected");
    return jsonPlan(plan);
  };
  const alone = await planWith(0);
  expect(JSON.parse(alone)).toMatchObject({ sites: { changed: 7 } });
  expect(await planWith(2)).toBe(alone);
}, 60_000);
