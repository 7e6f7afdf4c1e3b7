import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { type MetricsReceiver, startMetricsReceiver } from "../../lab/servers/metrics-receiver.ts";
import { type IssuedCertificate, issueCertificate, privateAuthority } from "../../lab/servers/private-authority.ts";
import { until } from "../../lab/servers/until.ts";
import { isReady, mallOfTest, obstacle, podsOf, statusOf, untilRunning } from "./node.ts";
import { WorkTree } from "./published.ts";

const HUB_HOST = "hub.north.panji.example";
/** Where the hub's receiver is reached: profiles/layers/observability.ts. */
const RECEIVER_PORT = 30443;
const client = { name: "mall-01", usage: "clientAuth" } as const;

describe.skipIf(obstacle !== undefined)("the metrics of a site on a real node", { timeout: 600_000 }, () => {
  let receiver: MetricsReceiver;
  let authority = "";
  let root = "";
  let reader: IssuedCertificate;
  const { mall } = mallOfTest({
    programs: { "prometheus/prometheus": "prometheus" },
    upstreams: async ({ repository }, folder) => {
      const tree = new WorkTree(repository, folder);
      authority = join(folder, "metrics-authority");
      const { certificate, server } = privateAuthority(authority, "metrics", [HUB_HOST]);
      root = certificate;
      reader = issueCertificate(authority, { ...client, name: "reader" });
      const [layer = ""] = tree.layers("hub/platform").filter((path) => path.endsWith("-metrics"));
      const settings = tree
        .objects(layer)
        .find(({ kind, metadata }) => kind === "ConfigMap" && metadata.name === "prometheus");
      const { data } = settings as unknown as { data: Record<string, string> };
      receiver = await startMetricsReceiver(folder, { configuration: data, authority: root, server, reader });
      return [{ name: HUB_HOST, port: RECEIVER_PORT, to: receiver.host }];
    },
  });
  afterAll(() => receiver?.stop());

  /** As whoever renews certificates writes it. */
  const show = ({ cert, key }: IssuedCertificate) =>
    mall().cluster.client.apply({
      apiVersion: "v1",
      kind: "Secret",
      type: "kubernetes.io/tls",
      metadata: { name: "upstream-client", namespace: "observability" },
      stringData: { "tls.crt": cert, "tls.key": key, "ca.crt": root },
    });
  const arrived = (query: string) => receiver.query(reader, query);
  const prometheus = async () => {
    const [pod] = await podsOf(mall().cluster, "observability", "prometheus");
    if (pod === undefined) throw new Error("there is no Prometheus");
    return pod;
  };

  test("a certificate that has ended brings nothing to the hub", async () => {
    await until(
      "the site has its layers",
      () => mall().cluster.client.tryGet({ apiVersion: "v1", kind: "Namespace", name: "observability" }),
      { seconds: 240 },
    );
    await show(issueCertificate(authority, { ...client, days: 0 }));
    await untilRunning(mall().cluster, "observability", "prometheus");
    // Two rounds of what is scraped each minute.
    await sleep(125_000);
    expect(await arrived('{site="mall-01"}')).toEqual([]);
    expect(isReady(await prometheus())).toBe(true);
  });

  test("a renewed one brings it without a restart, under the names of the site, and with what was kept meanwhile", async () => {
    const before = await prometheus();
    await show(issueCertificate(authority, client));
    const renewed = Date.now() / 1000;
    const series = await until("series arrive", async () => nonEmpty(await arrived('up{site="mall-01"}')), {
      seconds: 240,
      every: 2000,
    });
    const names = series.map(({ metric: { fleet, region, zone, site } }) => [fleet, region, zone, site].join("/"));
    expect([...new Set(names)]).toEqual(["panji/north/city/mall-01"]);
    await until("what was kept has come", async () =>
      (await arrived('up{site="mall-01"}[10m]')).some(({ values = [] }) => values.some(([at]) => at < renewed - 60)),
    );
    const after = await prometheus();
    expect(after.metadata.uid).toBe(before.metadata.uid);
    expect(statusOf(after).containerStatuses?.map(({ restartCount }) => restartCount)).toEqual([0]);
  });

  test("what is measured while the hub is away comes later, to a hub with a renewed certificate", async () => {
    const { lan } = mall();
    lan.setUplinks(false);
    const from = Date.now() / 1000 + 1;
    await sleep(90_000);
    const back = Date.now() / 1000;
    const whileAway = async () =>
      (await arrived('up{site="mall-01"}[10m]'))
        .flatMap(({ values = [] }) => values.map(([at]) => at))
        .filter((at) => at > from && at < back);
    expect(await whileAway()).toEqual([]);
    receiver.show(issueCertificate(authority, { name: "renewed", usage: "serverAuth", names: [HUB_HOST] }));
    lan.setUplinks(true);
    await until("what was measured meanwhile has come", async () => nonEmpty(await whileAway()), {
      seconds: 180,
      every: 2000,
    });
  });

  test("who has a certificate of somebody else reads and writes nothing", async () => {
    const other = join(authority, "other");
    privateAuthority(other, "other");
    await expect(receiver.query(issueCertificate(other, client), "up")).rejects.toThrow();
  });
});

const nonEmpty = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);
