import type { Centre } from "../../constructs/centre.ts";
import { deliveries } from "../../engines/engines.ts";
import { hubDelivery, platformPath } from "../../model/layout.ts";
import { profileLabel } from "./folder-maker.ts";
import { freeze } from "./freeze.ts";
import { chain, placeLayers } from "./layers.ts";
import type { Workshop } from "./lower-site.ts";
import type { Unit } from "./unit.ts";

/** Lowers the centre: its platform and the delivery objects that reconcile it. */
export function lowerCentre(centre: Centre, shop: Workshop): Unit {
  const { profile } = centre;
  if (!profile) throw new Error(`${centre.path} has no profile ${centre.reference}`);
  const delivery = deliveries[centre.delivery];
  const make = shop.folders.for({
    construct: centre.path,
    labels: { fleet: centre.facts.name, profile: profileLabel(centre.reference) },
  });
  const layers = placeLayers(centre, profile, centre.parameters, delivery, shop.renderer).map((layer) => ({
    ...layer,
    path: platformPath(layer.folder),
  }));
  const objects = delivery.reconcile({
    cluster: "centre",
    repository: `${centre.facts.repositories}/centre.git`,
    root: hubDelivery,
    folders: chain(
      layers.map(({ folder: name, path, number: order, category, awaited }) => ({
        name,
        path,
        order,
        category,
        awaited,
        suspended: false,
      })),
    ),
    tenants: [],
    charts: layers.flatMap((layer) => layer.rendered.releases.map((release) => release.source)),
    credentials: centre.fleet.spec.repositorySecret,
    registry: centre.registry,
    suspended: false,
  });
  return {
    name: "centre",
    construct: centre.path,
    hubFolders: [
      make(hubDelivery, "delivery", freeze(objects), { category: "delivery", privileged: false }),
      ...layers.map(({ path, folder, rendered, category, privileged }) =>
        make(path, folder, rendered.objects, { category, privileged }),
      ),
    ],
    siteFolders: [],
    files: [],
  };
}
