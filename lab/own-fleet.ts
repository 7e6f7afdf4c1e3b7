/** A lab for a fleet of one's own: its hub and one of its sites, with real Flux, on its published repositories. */

import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { LabFailure } from "./program.ts";
import { type Lab, startLab } from "./servers/lab.ts";
import type { PretendedNode } from "./servers/nodes.ts";
import { hubProjects, siteProjects } from "./servers/projects.ts";

/** Where the fleet must say that its repositories and its charts are: the ports are always these. */
const ports = { gitPort: 18418, registryPort: 18419 } as const;

/** A site that the lab pretends, by its place in the fleet. */
export interface LabSite {
  readonly region: string;
  readonly zone: string;
  readonly name: string;
}

/** A lab that serves a fleet, with the files that kubectl reads. */
export interface OwnFleetLab {
  readonly lab: Lab<"hub" | "site">;
  readonly hubConfig: string;
  readonly siteConfig: string;
}

/** The site that `REGION/ZONE/SITE` names. @throws LabFailure */
export function labSiteOf(text: string): LabSite {
  const [region = "", zone = "", name = "", ...rest] = text.split("/");
  if (region === "" || zone === "" || name === "" || rest.length > 0) {
    throw new LabFailure(2, `--site: found ${text}, expected REGION/ZONE/SITE such as north/city/city-mall-01`);
  }
  return { region, zone, name };
}

/**
 * Starts the hub of the site's region and the site itself on what was published to `out/repos` of the fleet. The files for
 * kubectl lie in `out/lab`. @throws LabFailure when nothing was published, or the site or a port is not to be had
 */
export async function startOwnFleet(fleet: string, site: LabSite): Promise<OwnFleetLab> {
  const repositories = join(fleet, "out", "repos");
  if (!existsSync(join(repositories, `${site.region}.git`))) {
    const how = "npx --no-install flotilla publish --to out/repos";
    throw new LabFailure(2, `found no ${site.region}.git in ${repositories}, expected what this writes: ${how}`);
  }
  const nodes = nodesOf(fleet, site);
  const clusters = {
    hub: { engines: ["flux"], definitions: hubProjects },
    site: { engines: ["flux"], definitions: siteProjects, nodes },
  } as const;
  const lab = await startLab(clusters, { repositories, ...ports }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    throw new LabFailure(1, `${error.message}: one lab of a fleet runs at a time; end the other one`);
  });
  const folder = join(fleet, "out", "lab");
  mkdirSync(folder, { recursive: true });
  const configOf = (name: "hub" | "site") => {
    const file = join(folder, `${name}.yaml`);
    copyFileSync(lab.clusters[name].kubeconfig, file);
    return file;
  };
  return { lab, hubConfig: configOf("hub"), siteConfig: configOf("site") };
}

interface ZoneText {
  readonly sites?: readonly { readonly name: string; readonly hosts?: readonly PretendedNode[] }[];
}

function nodesOf(fleet: string, { region, zone, name }: LabSite): readonly PretendedNode[] {
  const file = join(fleet, "sites", region, `${zone}.yaml`);
  const text = existsSync(file) ? (load(readFileSync(file, "utf8")) as ZoneText) : undefined;
  const hosts = text?.sites?.find((each) => each.name === name)?.hosts;
  if (hosts === undefined) throw new LabFailure(2, `found no site ${name} in ${file}`);
  return hosts.map((host) => ({ name: host.name, arch: host.arch }));
}
