/** A Git server and a registry whose certificates no system knows, and real Flux. */

import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type PrivateAuthority, privateAuthority } from "../../lab/servers/private-authority.ts";
import { hubProjects } from "../../lab/servers/projects.ts";
import { startTlsFront, type TlsFront } from "../../lab/servers/tls-front.ts";
import { until } from "../../lab/servers/until.ts";
import * as flux from "./flux.ts";
import { labOfTest } from "./lab-of-test.ts";
import { PublishedFleet } from "./published-fleet.ts";

const HUB = "hub/delivery";

type Files = Readonly<Record<string, string>>;

let fleet: PublishedFleet;
let old: PrivateAuthority;
let next: PrivateAuthority;
const fronts: TlsFront[] = [];

const lab = labOfTest({ hub: { engines: ["flux"], definitions: hubProjects } }, async (started) => {
  old = privateAuthority(join(started.folder, "old-authority"), "Old Root");
  next = privateAuthority(join(started.folder, "next-authority"), "Next Root");
  const git = await startTlsFront(started.git.url, old.server);
  const registry = await startTlsFront(started.registry.host, old.server);
  fronts.push(git, registry);
  const options = { repositories: `https://${git.host}`, registry: registry.host, change: edgeNodesAlone };
  fleet = await PublishedFleet.publish(started, options);
});

afterAll(() => Promise.all(fronts.map((each) => each.stop())));

/** The hub with its edge nodes: hosts of other kinds get the bundle by their own engines. */
function edgeNodesAlone(files: Files): Files {
  const text = files["sites/north/coast.yaml"] ?? "";
  const { "sites/north/city.yaml": _city, "apps/telco/meter.yaml": _meter, ...rest } = files;
  return { ...rest, "sites/north/coast.yaml": text.slice(0, text.indexOf("  - name: pier-01")) };
}

/** The fleet with these authorities in a file beside its sites. */
const trusting =
  (...authorities: readonly PrivateAuthority[]) =>
  (files: Files): Files => {
    const text = (files["sites/fleet.yaml"] ?? "").replace(/^trust: .*\n/m, "");
    return {
      ...files,
      "sites/fleet.yaml": `${text}trust: { root: trust/root.pem }\n`,
      "sites/trust/root.pem": authorities.map(({ certificate }) => certificate).join(""),
    };
  };

test("Without trust a region stays at its first objects: the certificate is of an unknown authority", async () => {
  const { hub } = lab().clusters;
  await flux.bootstrap(hub, fleet.repository, HUB);
  const failure = await until("the source has failed", () => flux.sourceFailure(hub));
  expect(failure).toMatch(/x509|certificate/);
});

test("With trust the same region comes up, charts of the registry and of the Git mirror included", async () => {
  const { hub } = lab().clusters;
  await fleet.change(trusting(old));
  await flux.bootstrap(hub, fleet.repository, HUB);
  await flux.untilReady(hub, fleet.tree, HUB);
  expect(await flux.missingFields(hub, fleet.tree.objects("hub"))).toEqual([]);
  for (const [kind, name] of [
    ["OCIRepository", "cert-manager"],
    ["GitRepository", "cloudcore"],
  ] as const) {
    const key = { apiVersion: "source.toolkit.fluxcd.io/v1", kind, name, namespace: "flux-system" };
    await until(`${kind} ${name} is there`, async () => {
      const stored = await hub.client.tryGet(key);
      const ready = stored && flux.conditionOf(stored, "Ready");
      if (ready?.status === "True") return true;
      throw new Error(ready?.message);
    });
  }
});

test("A new authority counts without a restart, once the bundle held both before the servers changed", async () => {
  const { hub } = lab().clusters;
  await fleet.change(trusting(old, next));
  await flux.untilReady(hub, fleet.tree, HUB);
  for (const front of fronts) front.show(next.server);
  await fleet.change(trusting(next));
  await flux.untilReady(hub, fleet.tree, HUB);
  expect(await flux.sourceFailure(hub)).toBeUndefined();
});
