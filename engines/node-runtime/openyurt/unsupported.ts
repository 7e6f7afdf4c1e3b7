/** What sites ask of OpenYurt that it cannot do. */

import type { OpenYurtProvisioner } from "../../../model/provisioner.ts";
import type { RuntimeScope, RuntimeSite } from "../../engine.ts";
import type { Unsupported } from "../../unsupported.ts";
import { unusedClusterNetworks } from "../cluster-networks.ts";
import { otherSettings } from "../other-settings.ts";

type OpenYurtSite = RuntimeSite<OpenYurtProvisioner>;

/** What the nodes of one parent ask for that one yurt-manager cannot give them. */
export function unsupportedByOpenYurt({ sites }: RuntimeScope<OpenYurtProvisioner>): readonly Unsupported[] {
  return [...otherSettings(sites, otherManager), ...sites.flatMap(({ site }) => unusedClusterNetworks(site))];
}

/** One yurt-manager has one version and one set of images, and one pool one time of autonomy. */
function otherManager({ site, settings }: OpenYurtSite, first: OpenYurtSite): string {
  return settings.version === first.settings.version
    ? `other images, another autonomy or other agents in profile ${site.reference} than in ${first.site.reference}, which ${first.site.name} pins: one yurt-manager serves both`
    : `OpenYurt ${settings.version} beside ${first.settings.version}, which ${first.site.name} pins: one yurt-manager serves both`;
}
