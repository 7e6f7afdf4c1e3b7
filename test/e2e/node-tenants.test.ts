import { describe, expect, test } from "vitest";
import { Refused } from "../../lab/servers/kube-client.ts";
import { until } from "../../lab/servers/until.ts";
import { mallOfTest, obstacle, runToEnd, shopPod, startBuying, statusOf, untilRunning } from "./node.ts";

/** Both tenants have an app at the mall, and meter is one that grows. */
const change = (files: Readonly<Record<string, string>>) => ({
  ...files,
  "apps/telco/meter.yaml": (files["apps/telco/meter.yaml"] ?? "").replace("customer: metro", "customer: mall"),
  "apps/retail/till.yaml": (files["apps/retail/till.yaml"] ?? "").replace("replicas: 1", "replicas: 2"),
});

describe.skipIf(obstacle !== undefined)("tenants on a real node", () => {
  const { fleet, mall } = mallOfTest({ change });
  const cluster = () => mall().cluster;
  const image = () => /^image: (.*)$/m.exec(fleet().text("apps/retail/till.yaml"))?.[1] ?? "";
  const addressOf = async (namespace: string, app: string) => {
    const [pod] = await untilRunning(cluster(), namespace, app, { replicas: app === "till" ? 2 : 1 });
    return String(pod?.status?.["podIP"]);
  };

  test("Pods of one tenant reach their own neighbours and none of another tenant, of the platform or of the outside", async () => {
    const [till, meter] = [await addressOf("retail", "till"), await addressOf("telco", "meter")];
    // The firewall learns of a new pod a moment after it has started, so each place is tried for ten seconds.
    const answers = await runToEnd(
      cluster(),
      shopPod("asks", "retail", image(), [
        "find",
        `http://${till}:8080/`,
        `http://${meter}:8080/`,
        "http://10.44.12.1:443/",
      ]),
    );
    expect(answers).toMatch(new RegExp(`http://${till}:8080/: 1\\.0\\.0 till`));
    expect(answers).toMatch(new RegExp(`http://${meter}:8080/: refused: .*(connection refused|timeout|deadline)`));
    expect(answers).toMatch(/10\.44\.12\.1:443\/: refused: .*(connection refused|timeout|deadline)/);
  });

  test("A pod that eats more memory than its limit is ended, and no other", async () => {
    await runToEnd(cluster(), shopPod("eats", "retail", image(), ["eat", "200"], "64Mi"));
    const found = await cluster().client.tryGet({ apiVersion: "v1", kind: "Pod", name: "eats", namespace: "retail" });
    expect(JSON.stringify(found?.status)).toContain("OOMKilled");
    for (const pod of await untilRunning(cluster(), "retail", "till", { replicas: 2 })) {
      expect(statusOf(pod).containerStatuses?.map(({ restartCount }) => restartCount)).toEqual([0]);
    }
  });

  test("A tenant's namespace takes no more than its quota, and no pod below the restricted level", async () => {
    const { client } = cluster();
    const large = shopPod("large", "retail", image(), [], "9Gi");
    await expect(client.apply(large)).rejects.toThrow(/exceeded quota: tenant/);
    const loose = shopPod("loose", "retail", image(), []);
    const spec = { ...(loose["spec"] as object), securityContext: {} };
    await expect(client.apply({ ...loose, spec })).rejects.toThrow(/violates PodSecurity "restricted/);
    await expect(client.apply({ ...loose, spec })).rejects.toBeInstanceOf(Refused);
  });

  test("An eviction waits for what a tenant's disruption budget allows, and nobody is refused meanwhile", async () => {
    const { client } = cluster();
    await client.apply({
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "till", namespace: "retail" },
      spec: { minAvailable: 1, selector: { matchLabels: { "app.kubernetes.io/name": "till" } } },
    });
    const buyer = shopPod("buys", "retail", image(), ["buy", "http://till.retail.svc.cluster.local:8080/", "900"]);
    const bought = await startBuying(cluster(), buyer);
    const old = await untilRunning(cluster(), "retail", "till", { replicas: 2 });
    for (const { metadata } of old) {
      await until(`${metadata.name} is evicted`, () => tryEvict(metadata.name), { seconds: 120, every: 500 });
    }
    const next = await untilRunning(cluster(), "retail", "till", { replicas: 2 });
    expect(next.some(({ metadata }) => old.some((each) => each.metadata.uid === metadata.uid))).toBe(false);
    const { failed, reasons } = await bought(() => true);
    expect({ failed, reasons }).toEqual({ failed: 0, reasons: {} });
  });

  /** The API server answers 429 as long as the budget forbids it, which the client waits out. */
  async function tryEvict(name: string): Promise<boolean> {
    const body = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name, namespace: "retail" } };
    await cluster().client.call("POST", `/api/v1/namespaces/retail/pods/${name}/eviction`, body);
    return true;
  }
});
