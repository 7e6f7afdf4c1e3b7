/** eggo: what it can and cannot do, a Job or the files of an operator. */

import type { EggoProvisioner } from "../../../model/provisioner.ts";
import { tcp } from "../../../model/traffic.ts";
import type { ProvisioningEngine } from "../../engine.ts";
import { joinsNone } from "../own-clusters.ts";
import { managementCluster } from "../servers.ts";
import { eggoExample } from "./example.ts";
import { eggoFieldChanges } from "./field-changes.ts";
import { eggoFields } from "./fields.ts";
import { clusterFiles } from "./files.ts";
import { siteObjects } from "./job.ts";
import { operatorFiles } from "./operator-files.ts";
import { API_PORT, FILES, SSH_PORT } from "./places.ts";
import { clusterPulls, packagePulls } from "./pulls.ts";
import { unsupportedByEggo } from "./unsupported.ts";

const ON_GATEWAY = { hostPath: "keeps what eggo knows of its clusters on the disk of the gateway" } as const;

/**
 * eggo 1.0.0-alpha of openEuler (gitee.com/openeuler/eggo at cb51e25 of October 2023, and quiet since): Kubernetes out of
 * archives, over SSH, on servers that have openEuler or one of its kin already.
 *
 * Can: servers of amd64 and arm64 in one cluster, iSulad, Docker and containerd, workers that join and leave, no way out of the
 * site but the mirror. Cannot: install or reboot a server, another version of Kubernetes in place, more or fewer control
 * planes, IPv6, a virtual address. A held site changes nothing, since its folder is not reconciled.
 *
 * The network and the first agent are installed from inside, as everywhere (see chartInstaller).
 */
export const eggo: ProvisioningEngine<EggoProvisioner> = {
  name: "eggo",
  kinds: {},
  fields: eggoFields,
  fieldChanges: eggoFieldChanges,
  filePulls: { [FILES.packages]: packagePulls, [FILES.cluster]: clusterPulls },
  joins: joinsNone("a server of eggo"),
  makesClusters: true,
  onManager: (site) => (site.region.isBehindGateway ? ON_GATEWAY : false),
  balances: ({ loadBalancer }) => loadBalancer === "nginx",
  example: eggoExample,
  unsupported: unsupportedByEggo,
  traffic: (_, { by }) => {
    const from = by === "operator" ? "operator" : "manager";
    return [
      { from, to: "servers", ports: tcp(SSH_PORT), purpose: "builds the cluster" },
      { from, to: "api", ports: tcp(API_PORT), purpose: "installs the network and the first agent" },
    ];
  },
  lower({ site, bootstrap }, provisioner) {
    const files = clusterFiles(site, provisioner, bootstrap);
    if (provisioner.by === "operator") return operatorFiles(site, provisioner, files);
    return [
      {
        kind: "objects",
        audience: managementCluster(site),
        owner: site.path,
        slot: { site },
        objects: siteObjects(site, provisioner, files),
      },
    ];
  },
};
