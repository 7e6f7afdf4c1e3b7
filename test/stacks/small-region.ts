import { inventoryEtag } from "../../stacks/inventory-etag.ts";
import { readRepositoryTip } from "../../stacks/repository-tip.ts";
import type { ProviderProcess, State } from "./provider-process.ts";

type Files = Readonly<Record<string, string>>;
type Inputs = Readonly<Record<string, unknown>>;

/** A region as its program would declare it. */
export interface SmallRegion {
  readonly units: Readonly<Record<string, Files>>;
  readonly allowDestroy?: boolean;
  readonly readme?: string;
}

export const region: SmallRegion = {
  units: {
    "shenzhen/sz-01": {
      "hosts/4c4c4544/config.yaml": "host: sz-01-a\n",
      "hub/sites/shenzhen/sz-01/cluster.yaml": "kind: Cluster\n",
      "sites/shenzhen/sz-01/30-cilium/cilium.yaml": "kind: HelmRelease\n",
    },
    "shenzhen/sz-02": { "sites/shenzhen/sz-02/30-cilium/cilium.yaml": "kind: HelmRelease\n" },
    hub: { "hub/delivery/kustomization.yaml": "resources: []\n" },
  },
};

/** What the engine has recorded of a stack. */
export interface StackState {
  readonly trees: Readonly<Record<string, State>>;
  readonly commit: State;
}

/** The region with one file of a unit changed. */
export function withFile(unit: string, path: string, text: string): SmallRegion {
  return { ...region, units: { ...region.units, [unit]: { ...region.units[unit], [path]: text } } };
}

export function treeInputs(remote: string, unit: string, files: Files): Inputs {
  const host = Object.keys(files).filter((path) => path.startsWith("hosts/"));
  const owners = Object.fromEntries(host.map((path) => [path, `panji/guangdong/${unit}/sz-01-a`]));
  const kept = Object.keys(files).filter((path) => path.endsWith("/cluster.yaml"));
  return { remote, branch: "main", fleet: "panji", repository: "guangdong", unit, files, owners, kept };
}

export async function commitInputs(remote: string, trees: Inputs, region: SmallRegion): Promise<Inputs> {
  const names = Object.keys(region.units).filter((unit) => unit.includes("/"));
  const site = { zone: "shenzhen", kind: "cluster", state: "active", profile: "edge-k3s@1.0.0" };
  return {
    remote,
    branch: "main",
    fleet: "panji",
    repository: "guangdong",
    trees,
    sites: Object.fromEntries(names.map((unit) => [unit.split("/")[1], site])),
    stamp: {
      files: { "README.md": region.readme ?? "made from commit 1\n", ".flotilla/provenance.json": "{}\n" },
      subject: "guangdong: from commit 1",
      trailers: [["Flotilla-Source", "local"]],
    },
    judged: inventoryEtag(await readRepositoryTip(remote, "main")),
    allowDestroy: region.allowDestroy ?? false,
  };
}

/** One `pulumi up` of the region as the engine would do it. */
export async function up(provider: ProviderProcess, remote: string, region: SmallRegion, old?: StackState) {
  await provider.configure();
  const trees: Record<string, State> = {};
  for (const [unit, files] of Object.entries(region.units)) {
    trees[unit] = await apply(provider, "Tree", treeInputs(remote, unit, files), old?.trees[unit]);
  }
  const digests = Object.fromEntries(Object.entries(trees).map(([unit, { outputs }]) => [unit, outputs["digest"]]));
  const inputs = await commitInputs(remote, digests, region);
  return { trees, commit: await apply(provider, "Commit", inputs, old?.commit) };
}

/** Creates a resource, or updates it when it differs, as the engine does. */
export async function apply(
  provider: ProviderProcess,
  kind: string,
  inputs: Inputs,
  old: State | undefined,
): Promise<State> {
  const { failures } = await provider.check(kind, inputs);
  if (failures.length > 0) throw new Error(JSON.stringify(failures));
  if (!old) return provider.create(kind, inputs);
  const changes = await provider.diff(kind, old, inputs);
  return Object.keys(changes).length > 0 ? provider.update(kind, old, inputs) : old;
}

/** One `pulumi refresh`; a resource that is gone is left out. */
export async function refresh(provider: ProviderProcess, { trees, commit }: StackState) {
  await provider.configure();
  const units = await Promise.all(
    Object.entries(trees).map(async ([unit, state]) => [unit, await provider.read("Tree", state)] as const),
  );
  const found = units.filter((unit): unit is readonly [string, State] => unit[1] !== undefined);
  return { trees: Object.fromEntries(found), commit: await provider.read("Commit", commit) };
}
