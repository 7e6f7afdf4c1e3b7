/** Node runtimes: asked once for all nodes of a parent, with all settings in use. */
import type { Fleet } from "../../constructs/fleet.ts";
import type { Region } from "../../constructs/region.ts";
import type { Site } from "../../constructs/site.ts";
import type { Artifact } from "../../engines/artifact.ts";
import type { NodeRuntimeEngine, ParentCluster, RuntimeScope, RuntimeSite } from "../../engines/engine.ts";
import type { EngineTables } from "../../engines/engines.ts";
import { runtimeOf } from "../../engines/lookup.ts";
import type { Provisioner } from "../../model/provisioner.ts";

/** One runtime with all that it serves at one parent. */
export interface UsedRuntime {
  readonly engine: NodeRuntimeEngine<Provisioner>;
  readonly scope: RuntimeScope<Provisioner>;
  /** Those in use, none twice, in the order of the sites. */
  readonly settings: readonly [Provisioner, ...Provisioner[]];
}

/** The hub of a region as nodes see it; undefined where it has none. */
export function hubParent(region: Region): ParentCluster | undefined {
  const { hub, fleet } = region;
  if (!hub) return undefined;
  const { repositories } = fleet.spec;
  const ref = { kind: "hub", region: region.name } as const;
  return { ref, path: hub.path, endpoint: hub.endpoint, registry: hub.registry, repositories };
}

/** The centre as nodes see it. */
export function centreParent({ centre, spec }: Fleet): ParentCluster {
  const { path, registry } = centre;
  return { ref: { kind: "centre" }, path, endpoint: spec.centre.endpoint, registry, repositories: spec.repositories };
}

/** Sites whose servers join the parent and that something is written for. */
export function nodeSites(regions: readonly Region[], parent: "hub" | "centre"): readonly Site[] {
  const all = regions.flatMap((region) => region.sites);
  return all.filter((site) => site.spec.kind === "nodes" && site.isEmitted && site.parent === parent);
}

/** @param sites of one parent */
export function usedRuntimes(
  parent: ParentCluster,
  sites: readonly Site[],
  engines: EngineTables,
): readonly UsedRuntime[] {
  const users = sites.flatMap((site): readonly RuntimeSite<Provisioner>[] => {
    const settings = site.profile?.provisioner;
    return settings && runtimeOf(engines, settings) ? [{ site, settings }] : [];
  });
  return [...Map.groupBy(users, ({ settings }) => settings.engine).values()].flatMap((own) => {
    const settings = [...new Set(own.map((each) => each.settings))];
    const [first, ...others] = settings;
    const engine = first && runtimeOf(engines, first);
    return engine ? [{ engine, scope: { parent, sites: own }, settings: [first, ...others] as const }] : [];
  });
}

export function lowerRuntimes(used: readonly UsedRuntime[]): readonly MadeArtifact[] {
  return used.flatMap(({ engine, scope, settings }) =>
    engine.lower(scope, settings).map((artifact) => ({ ...artifact, engine: engine.name })),
  );
}

/** An artifact and the engine that made it, whose name is a label of its folder. */
export type MadeArtifact = Artifact & { readonly engine: string };
