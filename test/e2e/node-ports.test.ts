import { expect, test } from "vitest";
import { eachUnit } from "../../compiler/each-unit.ts";
import { loadFleet } from "../../compiler/load/load-fleet.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import { engines } from "../../engines/engines.ts";
import { until } from "../../lab/servers/until.ts";
import { field } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { catalogue } from "../../profiles/catalogue.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { labOfTest } from "./lab-of-test.ts";

const texts = smallFleet() as Record<string, string>;
const APP = "apps/retail/checkout.yaml";
const ZONE = "sites/guangdong/shenzhen.yaml";

/** What the site of the small fleet gets when its app has a node port. */
function objectsOfSite(): readonly KubernetesObject[] {
  const { fleet, selection } = loadFleet(
    fleetOnDisk({
      [APP]: `${texts[APP]}`.replace("port: 8080", "port: 8080, nodePort: 31080, clients: [0.0.0.0/0, 10.44.0.0/16]"),
      [ZONE]: `${texts[ZONE]}`.replace("edge-k3s@1.0.0", "edge-k3s@1.1.0"),
    }),
    catalogue,
  );
  const objects: KubernetesObject[] = [];
  eachUnit({ fleet: fleet as Fleet, selection, engines }, (unit) => {
    for (const folder of unit.siteFolders) objects.push(...folder.objects);
  });
  return objects;
}

const lab = labOfTest(
  // With a node, and so with the controller that counts for quotas.
  { site: { engines: [], definitions: [], nodes: [{ name: "sz-nanshan-01-a", arch: "amd64" }] } },
  async () => {},
);

const ofKinds = (objects: readonly KubernetesObject[], ...kinds: readonly string[]) =>
  objects.filter(({ kind, metadata }) => kinds.includes(kind) && (metadata.namespace ?? metadata.name) === "retail");

const byHand = (name: string, nodePort?: number): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name, namespace: "retail" },
  spec: { type: "NodePort", ports: [{ port: 80, ...(nodePort !== undefined && { nodePort }) }] },
});

test("A real API server takes the Service within the quota, gives its number to nobody else, and lets nobody have more", async () => {
  const { client } = lab().clusters.site;
  const objects = objectsOfSite();
  for (const each of ofKinds(objects, "Namespace", "ResourceQuota", "NetworkPolicy")) await client.apply(each);
  const quota = { apiVersion: "v1", kind: "ResourceQuota", name: "tenant", namespace: "retail" };
  await until("the quota counts", async () => {
    const hard = field((await client.tryGet(quota))?.status, "hard");
    if (hard === undefined) throw new Error("no status yet");
    return true;
  });
  const services = ofKinds(objects, "Service");
  expect(services.map(({ metadata }) => metadata.name).sort()).toEqual(["checkout", "checkout-node-ports"]);
  await expect(client.apply(byHand("two", 31_081)).then(() => client.apply(byHand("three", 31_082)))).rejects.toThrow(
    /exceeded quota: tenant.*services\.nodeports/,
  );
  await client.delete({ apiVersion: "v1", kind: "Service", name: "two", namespace: "retail" });
  for (const each of services) {
    await until(`the quota has room for ${each.metadata.name}`, async () => {
      await client.apply(each);
      return true;
    });
  }
  const made = await client.tryGet({
    apiVersion: "v1",
    kind: "Service",
    name: "checkout-node-ports",
    namespace: "retail",
  });
  expect(field(made, "spec", "ports")).toMatchObject([{ nodePort: 31_080 }]);
  const elsewhere = { ...byHand("other", 31_080), metadata: { name: "other", namespace: "default" } };
  await expect(client.apply(elsewhere)).rejects.toThrow(/provided port is already allocated/);
});
