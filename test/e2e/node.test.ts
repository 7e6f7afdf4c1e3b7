import { describe, expect, test } from "vitest";
import type { StoredObject } from "../../lab/servers/kube-client.ts";
import { until } from "../../lab/servers/until.ts";
import {
  isReady,
  mallOfTest,
  obstacle,
  runToEnd,
  shopPod,
  startBuying,
  statusOf,
  storyOf,
  untilLooked,
  untilRunning,
} from "./node.ts";

describe.skipIf(obstacle !== undefined)("on a real node", () => {
  const { fleet, mall, folder } = mallOfTest({
    change: (files) => ({
      ...files,
      "apps/retail/till.yaml": (files["apps/retail/till.yaml"] ?? "").replace("replicas: 1", "replicas: 2"),
    }),
  });
  const cluster = () => mall().cluster;
  const shopImage = () => /^image: (.*)$/m.exec(fleet().text("apps/retail/till.yaml"))?.[1] ?? "";

  test("A server with nothing but its cloud-config becomes a site that runs its app", async () => {
    const pods = await untilRunning(cluster(), "retail", "till", { replicas: 2 });
    const [, digest = "none"] = /@(sha256:\w+)/.exec(shopImage()) ?? [];
    for (const pod of pods) expect(JSON.stringify(statusOf(pod))).toContain(digest);
  });

  test("An app answers over its Service and has its configuration", async () => {
    const url = "http://till.retail.svc.cluster.local:8080";
    const answers = await runToEnd(
      cluster(),
      shopPod("looks", "retail", shopImage(), ["find", `${url}/`, `${url}/settings`]),
    );
    expect(answers).toMatch(/8080\/: 1\.0\.0 till-/);
    expect(answers).toContain('"LOG_LEVEL":"info"');
  });

  test("A new version of an app takes over without a failed request", async () => {
    const buyer = shopPod("buys", "retail", shopImage(), ["buy", "http://till.retail.svc.cluster.local:8080/", "900"]);
    const bought = await startBuying(cluster(), buyer);
    const next = await fleet().release("retail/till", "1.1.0");
    await fleet().edit("apps/retail/till.yaml", /image: .*/, `image: ${next}`);
    await untilLooked(cluster(), fleet(), folder());
    await untilRunning(cluster(), "retail", "till", { replicas: 2, image: next });
    const { served, failed, versions, reasons } = await bought(({ versions }) => (versions["1.1.0"] ?? 0) > 100);
    expect({ failed, reasons }).toEqual({ failed: 0, reasons: {} });
    expect(Object.keys(versions).sort()).toEqual(["1.0.0", "1.1.0"]);
    expect(served).toBeGreaterThan(200);
  });

  test("Every pod of the site runs as it was published, and volumes lie on the server's disk", async () => {
    await cluster().client.apply({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "upstream-client", namespace: "observability" },
      data: {},
    });
    await until(
      "every pod runs",
      async () => {
        const pods = await cluster().client.list("v1", "Pod");
        const late = pods.filter((pod) => !isReady(pod) && statusOf(pod).phase !== "Succeeded");
        if (late.length > 0 || !pods.some(isPrometheus)) throw new Error(late.map(storyOf).join("\n"));
        return true;
      },
      { seconds: 180, every: 1000 },
    );
    const claims = await cluster().client.list("v1", "PersistentVolumeClaim");
    expect(claims.map(({ metadata, status }) => [metadata.name, status?.["phase"]])).toEqual([
      ["data-prometheus-0", "Bound"],
    ]);
  });
});

function isPrometheus({ metadata }: StoredObject): boolean {
  return metadata.name === "prometheus-0";
}
