/** What a fleet has beside its clusters, under its own names and behind an authority of its own: Git, charts, images. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type ChartRegistry, startChartRegistry } from "./chart-registry.ts";
import { type Front, startFront } from "./front.ts";
import { type GitServer, startGitServer } from "./git-server.ts";
import { type ImageRegistry, startImageRegistry } from "./image-registry.ts";
import { definitionsChart, fluxChart } from "./lab-charts.ts";
import { type PrivateAuthority, privateAuthority } from "./private-authority.ts";

/** As the sample fleet has them. */
export const GIT_HOST = "git.panji.example";
export const REGISTRY_HOST = "registry.panji.example";

export interface FleetServers {
  /** Whom the fleet has to trust. */
  readonly authority: PrivateAuthority;
  readonly front: Front;
  readonly images: ImageRegistry;
  readonly git: GitServer;
  /** Folder of the bare repositories: `https://<GIT_HOST>/fleet/<name>.git`. */
  readonly repositories: string;
  readonly stop: () => Promise<void>;
}

/** Starts them below `folder`. Images are for those with the account, charts for everyone. */
export async function startFleetServers(folder: string): Promise<FleetServers> {
  const root = join(folder, "git");
  const repositories = join(root, "fleet");
  mkdirSync(repositories, { recursive: true });
  const authority = privateAuthority(join(folder, "authority"), "panji", [GIT_HOST, REGISTRY_HOST]);
  const git = await startGitServer(root);
  const images = await startImageRegistry(folder);
  const charts: ChartRegistry = await startChartRegistry(0, {
    flux2: fluxChart,
    "kairos-operator": definitionsChart(["github.com/kairos-io/kairos-operator"]),
  });
  const front = await startFront(
    [
      { host: GIT_HOST, to: git.url },
      { host: REGISTRY_HOST, below: "/v2/charts/", to: `http://${charts.host}` },
      { host: REGISTRY_HOST, to: images.url },
    ],
    authority.server,
  );
  return {
    authority,
    front,
    images,
    git,
    repositories,
    stop: async () => {
      await front.stop();
      await Promise.all([git.stop(), images.stop(), charts.stop()]);
    },
  };
}
