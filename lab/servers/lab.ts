/** The whole lab of a test: clusters, Git server, chart registry. */

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { log } from "../program.ts";
import { startArgocd } from "./argocd.ts";
import { type ChartRegistry, startChartRegistry } from "./chart-registry.ts";
import { type Cluster, startCluster } from "./cluster.ts";
import { startClusterApi } from "./cluster-api.ts";
import { startControllers, withNodes, withoutNodes } from "./controllers.ts";
import { definitionsOf, installDefinitions, type Project } from "./definitions.ts";
import { startFlux } from "./flux.ts";
import { type GitServer, startGitServer } from "./git-server.ts";
import { writeKubeEdgeMirror } from "./mirrors.ts";
import { addNode, type PretendedNode, startScheduling } from "./nodes.ts";
import { openScratch } from "./scratch.ts";

/** What acts on a cluster beside its API server. */
type Engine = "flux" | "argocd" | "cluster-api";

export interface ClusterOptions {
  readonly engines: readonly Engine[];
  /** Projects whose definitions are installed before any engine starts. */
  readonly definitions: readonly Project[];
  /** With nodes there is a scheduler, and workloads run as far as KWOK can pretend it. */
  readonly nodes?: readonly PretendedNode[];
}

/** A lab that runs: clusters, and a Git server and a chart registry that they reach. */
export interface Lab<Name extends string> {
  readonly clusters: Readonly<Record<Name, Cluster>>;
  readonly git: GitServer;
  readonly registry: ChartRegistry;
  /** Folder of the bare repositories that `git` serves. */
  readonly repositories: string;
  /** Folder for whatever else is needed as long as the lab runs. */
  readonly folder: string;
  /** Ends everything. Logs and data are removed, or kept when told so, and then the folder is named on stderr. */
  readonly stop: (keep?: boolean) => Promise<void>;
}

/** Where a lab serves what, when it is not in places of its own. */
export interface LabPlaces {
  /** Folder of bare repositories that are there already. */
  readonly repositories?: string;
  readonly gitPort?: number;
  readonly registryPort?: number;
}

/** Flux looks at what a folder waits for every second: a test goes through many folders that wait for others. */
const shortRequeue = { "kustomize-controller": ["--requeue-dependency=1s"] } as const;

interface Stoppable {
  readonly stop: () => Promise<void>;
}

/** Starts everything on loopback, on free ports unless `places` says others. Whatever was started ends with this process, also when it is killed. */
export async function startLab<Name extends string>(
  options: Readonly<Record<Name, ClusterOptions>>,
  places: LabPlaces = {},
): Promise<Lab<Name>> {
  const folder = openScratch();
  const started: Stoppable[] = [];
  const stop = async (keep = false) => {
    await Promise.all(started.map((each) => each.stop()));
    if (keep) log(`logs are kept in ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  };
  const keep = <T extends Stoppable>(each: T): T => {
    started.push(each);
    return each;
  };
  try {
    const repositories = places.repositories ?? join(folder, "repositories");
    if (places.repositories === undefined) {
      mkdirSync(repositories);
      writeKubeEdgeMirror(repositories, "v1.23.1");
    }
    const git = keep(await startGitServer(repositories, places.gitPort));
    const registry = keep(await startChartRegistry(places.registryPort));
    const names = Object.keys(options) as Name[];
    const clusters = await Promise.all(
      names.map(async (name) => {
        const { engines, definitions, nodes = [] } = options[name];
        const cluster = keep(await startCluster(name, folder));
        await installDefinitions(cluster, definitionsOf(definitions));
        keep(await startControllers(cluster, nodes.length > 0 ? withNodes : withoutNodes));
        if (nodes.length > 0) for (const child of await startScheduling(cluster)) keep(child);
        for (const node of nodes) await addNode(cluster, node);
        if (engines.includes("flux")) keep(await startFlux(cluster, shortRequeue));
        if (engines.includes("argocd")) for (const child of await startArgocd(cluster)) keep(child);
        if (engines.includes("cluster-api")) for (const child of await startClusterApi(cluster)) keep(child);
        return [name, cluster] as const;
      }),
    );
    return {
      clusters: Object.fromEntries(clusters) as Record<Name, Cluster>,
      git,
      registry,
      repositories,
      folder,
      stop,
    };
  } catch (error) {
    await stop(true);
    throw error;
  }
}
