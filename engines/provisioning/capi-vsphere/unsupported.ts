/** What a site asks for that virtual machines of vSphere cannot do. */

import type { Site } from "../../../constructs/site.ts";
import type { CapiVsphereProvisioner } from "../../../model/provisioner.ts";
import { within } from "../../../model/source.ts";
import type { VsphereParameter } from "../../../model/vsphere.ts";
import type { PoolScope } from "../../engine.ts";
import type { Unsupported } from "../../unsupported.ts";
import { missingAddress } from "../cluster-api/control-plane-limits.ts";
import { unsupportedPullSecrets } from "../cluster-api/pull-secret.ts";
import { unsupportedReleases } from "../cluster-api/released-hosts.ts";
import { unsupportedGateway } from "../unsupported-gateway.ts";
import { unsupportedSpares } from "./spare-addresses.ts";
import { unsupportedMachines } from "./unsupported-machines.ts";
import { vcenterOf } from "./vcenter.ts";

export function unsupportedByVsphere(
  scope: Pick<PoolScope, "site" | "pool">,
  settings: CapiVsphereProvisioner,
): readonly Unsupported[] {
  const { site, pool } = scope;
  const ofPool =
    pool.hosts.length > 0
      ? [...missingParameters(site), ...unsupportedMachines(scope, settings), ...unsupportedSpares(scope, settings)]
      : [];
  if (!pool.ownsCluster) return ofPool;
  return [
    ...unsupportedGateway(site),
    ...missingAddress(site, "a cluster of virtual machines"),
    ...ofPool,
    ...failureDomains(site),
    ...unsupportedReleases(site),
    ...unsupportedPullSecrets(site),
  ];
}

function missingParameters(site: Site): readonly Unsupported[] {
  const { server, thumbprint, portGroup } = vcenterOf(site);
  return [
    ...(server === ""
      ? [
          missing(
            site,
            "vcenter",
            "no vCenter to make its machines",
            "the name of the vCenter, as its certificate has it",
          ),
        ]
      : []),
    ...(portGroup === undefined
      ? [missing(site, "portGroup", "no network for its machines", "the port group of network.nodes")]
      : []),
    ...(server !== "" && thumbprint === undefined
      ? [
          // pkg/session/session.go newClient, v1.16: without one it verifies nothing, whatever the hub trusts.
          missing(
            site,
            "vcenterThumbprint",
            `the vCenter ${server} without a thumbprint; the provider then takes any certificate and sends the account to whoever answers`,
            "the SHA-1 of its certificate: openssl s_client -connect <vcenter>:443 </dev/null | openssl x509 -noout -fingerprint -sha1",
          ),
        ]
      : []),
  ];
}

function missing(site: Site, name: VsphereParameter, requested: string, what: string): Unsupported {
  return {
    requested,
    alternative: `set ${name} among the parameters of fleet, region, zone or site: ${what}`,
    at: site.source && within(site.source, "parameters"),
  };
}

function failureDomains(site: Site): readonly Unsupported[] {
  const { failureDomains: domains, datacenter } = vcenterOf(site);
  const at = site.source && within(site.source, "parameters", "failureDomains");
  const names = domains.map(({ name }) => name);
  const repeated = names.filter((name, index) => names.indexOf(name) < index);
  return [
    ...(domains.length > 0 && datacenter === undefined
      ? [missing(site, "datacenter", "failure domains in no datacenter", "the datacenter that all of them lie in")]
      : []),
    ...[...new Set(repeated)].map((name) => ({
      requested: `two failure domains with the name ${name}`,
      alternative: "name each by its own tag of category k8s-zone",
      at,
    })),
  ];
}
