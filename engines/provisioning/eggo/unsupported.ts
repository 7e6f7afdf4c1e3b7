/** What a site or its profile asks of eggo that it cannot do. */

import type { Site } from "../../../constructs/site.ts";
import type { EggoProvisioner } from "../../../model/provisioner.ts";
import { within } from "../../../model/source.ts";
import type { PoolScope } from "../../engine.ts";
import type { Unsupported } from "../../unsupported.ts";
import { workersIn } from "../servers.ts";
import { unsupportedGateway } from "../unsupported-gateway.ts";
import { clusterConfig } from "./cluster-config.ts";
import { clusterSchema } from "./cluster-schema.ts";
import { kubernetesVersions } from "./versions.ts";

export function unsupportedByEggo(
  { site }: Pick<PoolScope, "site">,
  provisioner: EggoProvisioner,
): readonly Unsupported[] {
  const found = [
    ...unsupportedGateway(site),
    ...otherKubernetes(site, provisioner),
    ...missingArchive(site, provisioner),
    ...missingBalancer(site, provisioner),
    ...missingWay(site, provisioner),
  ];
  return found.length > 0 ? found : faultsOfFile(site, provisioner);
}

function atProfile({ source }: Site) {
  return source && within(source, "profile");
}

function otherKubernetes(site: Site, provisioner: EggoProvisioner): readonly Unsupported[] {
  const { kubernetes, runtime } = provisioner;
  const [oldest, newest] = kubernetesVersions(provisioner);
  const minor = Number(/^v1\.(\d+)\.\d+$/.exec(kubernetes)?.[1]);
  if (minor >= oldest && minor <= newest) return [];
  return [
    {
      requested: `Kubernetes ${kubernetes} with ${runtime}; what eggo gives its services works with 1.${oldest} to 1.${newest} there`,
      alternative:
        "pin a profile with packages of such a version, or one of another provisioner for a newer Kubernetes",
      at: atProfile(site),
    },
  ];
}

function missingArchive(site: Site, { packages }: EggoProvisioner): readonly Unsupported[] {
  return site.hosts
    .filter(({ spec }) => packages[spec.arch] === undefined)
    .map((host) => ({
      requested: `server ${host.name} of ${host.spec.arch}, for which profile ${site.reference} has no archive of packages`,
      alternative: `give the profile one under packages.${host.spec.arch}, or pin one that has it`,
      at: host.source && within(host.source, "arch"),
      subject: host.path,
    }));
}

function missingBalancer(site: Site, { loadBalancer = "external", install }: EggoProvisioner): readonly Unsupported[] {
  const { vip } = site.spec.network;
  const at = site.source && within(site.source, "network", "vip");
  if (loadBalancer === "nginx") {
    if (vip !== undefined) {
      return [
        {
          requested: `the API at ${vip}: eggo's nginx answers at the address of its own server and moves none`,
          alternative: "leave network.vip out, or pin a profile whose load balancer is external",
          at,
        },
      ];
    }
    if (site.controlPlanes.length < 2) return [];
    if (workersIn(site).length === 0) {
      return [
        {
          requested: "nginx before several control planes at a site without a worker, on which it would run",
          alternative: "make one server a worker, or pin a profile whose load balancer is external",
          at: site.source && within(site.source, "hosts"),
        },
      ];
    }
    if (install.loadbalance !== undefined) return [];
    return [
      {
        requested: `nginx, and no packages for it in profile ${site.reference}: eggo would ask the package manager of the server`,
        alternative: "name them in the profile under install.loadbalance",
        at: atProfile(site),
      },
    ];
  }
  return [];
}

/** eggo runs in a Job of the cluster that looks after the site. */
function missingWay({ region, source, name }: Site, { by }: EggoProvisioner): readonly Unsupported[] {
  if (by === "operator" || region.hub || region.isBehindGateway) return [];
  return [
    {
      requested: `a Job for ${name} in region ${region.name}, which has no hub to run it`,
      alternative:
        "give the region a hub or a gateway, or pin a profile with `by: operator`, whose files somebody runs",
      at: source && within(source, "profile"),
    },
  ];
}

/** What is left is of the profile: the file as it would be, held to our own schema of it. */
function faultsOfFile(site: Site, provisioner: EggoProvisioner): readonly Unsupported[] {
  const { error } = clusterSchema.safeParse(clusterConfig(site, provisioner));
  return (error?.issues ?? []).map(({ path, message }) => ({
    requested: `a file for eggo with ${path.join(".") || "that content"} as it is`,
    alternative: `it takes ${message}: change the profile, or the site where the value is its own`,
    at: site.source,
  }));
}
