import { load } from "js-yaml";
import { fileName } from "../compiler/emit/file-name.ts";
import { artifactsOf } from "../constructs/artifacts.ts";
import { authoritiesOf } from "../constructs/authorities.ts";
import type { Fleet } from "../constructs/fleet.ts";
import { type EngineTables, engines as shippedEngines } from "../engines/engines.ts";
import { hubDelivery, hubHome } from "../model/layout.ts";
import type { KubernetesObject } from "../model/manifest.ts";
import type { RepositoryFile } from "../model/repository-file.ts";

/**
 * The objects that let a hub, or the centre, pull its repository: as the repository itself holds them, since from then
 * on the cluster keeps them by what it pulls.
 */
export function bootstrapObjects(
  fleet: Fleet,
  repository: string,
  files: readonly RepositoryFile[],
  engines: EngineTables = shippedEngines,
): readonly KubernetesObject[] {
  const region = fleet.regions.find(({ name }) => name === repository);
  const delivery = engines.deliveries[region?.delivery ?? fleet.centre.delivery];
  // Names alone are asked for here: they do not depend on what the cluster reconciles.
  const objects = delivery.bootstrap({
    cluster: repository,
    repository: `${fleet.spec.repositories}/${repository}.git`,
    home: hubHome,
    root: hubDelivery,
    tenants: [],
    registry: fleet.centre.registry,
    suspended: false,
    artifacts: artifactsOf(fleet, region ?? fleet.centre),
    reach: { authorities: authoritiesOf(fleet, ...(region ? [region] : [])) },
  });
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return objects.map((object) => {
    const path = `${hubDelivery}/${fileName(object)}`;
    const text = texts.get(path);
    if (text === undefined) throw new Error(`${repository} has no ${path}, which starts its delivery`);
    return load(text) as KubernetesObject;
  });
}
