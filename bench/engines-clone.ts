import { execFileSync } from "node:child_process";
import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startFlux } from "../lab/servers/flux.ts";
import { startLab } from "../lab/servers/lab.ts";
import { until } from "../lab/servers/until.ts";
import type { JsonObject } from "../model/json.ts";
import { startCountingProxy } from "./engines/counting-proxy.ts";
import { changeAllSites, changeOneSite, publish } from "./engines/publish.ts";
import { REGION, regionFleet } from "./engines/region.ts";

/**
 * `node bench/engines-clone.ts [--sites 323]`: what one look of Flux's source-controller at a region costs, for the hub
 * and for a site, with the packs as Flotilla writes them and as Git packs them. Prints Markdown.
 */
const { values } = parseArgs({ options: { sites: { type: "string", default: "323" } } });
const FETCHERS: Readonly<Record<string, string>> = { hub: "hub", site: `sites/${REGION}-001/gd-001-01` };
interface Packing {
  readonly name: string;
  /** What Git is told on the server beforehand. */
  readonly command?: string;
  /** Whether the web server compresses its answers. */
  readonly gzip?: boolean;
}
const PACKINGS: readonly Packing[] = [
  { name: "as published" },
  { name: "as published, gzip by the web server", gzip: true },
  { name: "after git gc", command: "gc -q" },
  { name: "after git repack -adF", command: "repack -adFq" },
];
const KIND = { apiVersion: "source.toolkit.fluxcd.io/v1", kind: "GitRepository" } as const;

const out = (line: string) => process.stdout.write(`${line}\n`);
const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(2);

const lab = await startLab({ hub: { engines: [], definitions: ["github.com/fluxcd/source-controller"] } });
try {
  const { client } = lab.clusters.hub;
  const bare = join(lab.repositories, `${REGION}.git`);
  const proxy = await startCountingProxy(lab.git.url);
  const flux = await startFlux(lab.clusters.hub);
  const mix = { k3s: 70, metal: 15, kubeedge: 15 };
  const options = { sites: Number(values.sites), mix, repositories: proxy.url, registry: lab.registry.host };
  const files = new Map(regionFleet(options));
  await client.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: "flux-system" } });

  const git = (command: string) =>
    execFileSync("git", ["-C", bare, ...command.split(" ")], { encoding: "utf8", maxBuffer: 2 ** 28 });
  /** Seconds, bytes on the wire and bytes of the artifact until the source has the tip. */
  const fetched = async (name: string, act: () => Promise<unknown>) => {
    const tip = git("rev-parse main").trim();
    const [bytes, start] = [proxy.answered(), performance.now()];
    await act();
    const artifact = await until(
      `${name} has ${tip}`,
      async () => {
        const found = await client.tryGet({ ...KIND, name, namespace: "flux-system" });
        const artifact = found?.status?.["artifact"] as JsonObject | undefined;
        return String(artifact?.["revision"]).endsWith(tip) ? artifact : undefined;
      },
      { seconds: 300, every: 50 },
    );
    return {
      seconds: (performance.now() - start) / 1000,
      wire: proxy.answered() - bytes,
      artifact: Number(artifact["size"]),
    };
  };
  const source = (name: string, folder: string) => ({
    ...KIND,
    metadata: { name, namespace: "flux-system" },
    spec: {
      interval: "10h",
      timeout: "5m",
      url: `${proxy.url}/${REGION}.git`,
      ref: { branch: "main" },
      sparseCheckout: [folder],
    },
  });
  const row = async (packing: string, what: string, name: string, act: () => Promise<unknown>) => {
    const { seconds, wire, artifact } = await fetched(name, act);
    const columns = [packing, what, name, megabytes(wire), seconds.toFixed(1), megabytes(artifact)];
    out(`| ${columns.join(" | ")} | ${(loadavg()[0] ?? 0).toFixed(1)} |`);
  };

  await publish(files, lab.folder, lab.repositories);
  out(`${values.sites} sites, ${git("ls-tree -r --name-only main").split("\n").length - 1} files\n`);
  out("| packs on the server | look | for | MB on the wire | seconds | MB of the artifact | load |");
  out("|---|---|---|---:|---:|---:|---:|");
  for (const { name: packing, command, gzip = false } of PACKINGS) {
    if (command !== undefined) git(command);
    proxy.compress(gzip);
    for (const [name, folder] of Object.entries(FETCHERS)) {
      await row(packing, "first", name, () => client.apply(source(name, folder)));
      await client.delete({ ...KIND, name, namespace: "flux-system" });
      await until(`${name} is gone`, async () => !(await client.tryGet({ ...KIND, name, namespace: "flux-system" })));
    }
    const [, size] = /size-pack: (\d+)/.exec(git("count-objects -v")) ?? [];
    out(`| ${packing} | size on the server | | ${megabytes(Number(size) * 1024)} | | | |`);
  }
  await client.apply(source("site", FETCHERS["site"] ?? ""));
  await until("the site has an artifact", async () => {
    const found = await client.tryGet({ ...KIND, name: "site", namespace: "flux-system" });
    return found?.status?.["artifact"] !== undefined;
  });
  const ask = () =>
    client.merge(
      { ...KIND, name: "site", namespace: "flux-system" },
      { metadata: { annotations: { "reconcile.fluxcd.io/requestedAt": new Date().toISOString() } } },
    );
  changeOneSite(files);
  await publish(files, lab.folder, lab.repositories);
  await row("and one more commit, of another site", "next", "site", ask);
  changeAllSites(files);
  await publish(files, lab.folder, lab.repositories);
  await row("and another, of every site", "next", "site", ask);
  await flux.stop();
  await proxy.stop();
} finally {
  await lab.stop();
}
