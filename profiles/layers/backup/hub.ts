/** The back-up of what only a hub's etcd knows. */

import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { authoritiesOf } from "../../../constructs/authorities.ts";
import type { Hub } from "../../../constructs/hub.ts";
import { defineLayer } from "../../../constructs/profile.ts";
import { externalSecret } from "../../../model/external-secret.ts";
import { configuration } from "../configuration.ts";
import { etcdImage } from "../kubeadm-images.ts";
import { denyAll } from "../network-policy.ts";
import { securedNamespace } from "../pod-security.ts";
import { secretStore } from "../secrets.ts";
import { authorities, backupCronJob, type HubBackup, resticImage } from "./cron-job.ts";
import { backupName as name, backupNamespace as namespace } from "./names.ts";

export const hubBackupImages = [etcdImage, resticImage];

/**
 * Snapshots of etcd and the keys of the control plane, encrypted, in a bucket outside of the hub. Not Velero: what it
 * restores has other uids and no owners, and Cluster API makes machines anew (docs/adr/0017).
 *
 * The hub is kubeadm's with an etcd on each control plane; one that keeps its etcd elsewhere backs up there.
 */
export const hubBackup = defineLayer({
  name: "backup",
  category: "addon",
  privileged: {
    hostNamespaces: "etcd answers on its server's loopback",
    hostPath: "reads the keys of the control plane",
  },
  awaited: false,
  inputs: ({ region, registry, isRestoring }: Hub): HubBackup | undefined => {
    const { backup, timezone } = region.spec;
    if (!backup) return undefined;
    return {
      registry,
      schedule: backup.schedule,
      timeZone: timezone,
      keep: backup.keep,
      location: `s3:${backup.endpoint}/${backup.bucket}/${region.fleet.spec.name}/${region.name}`,
      host: `hub-${region.name}`,
      entry: `hubs/${region.name}/backup`,
      authorities: authoritiesOf(region.fleet, region) ?? "",
      suspended: isRestoring,
    };
  },
  render(scope, backup) {
    securedNamespace(scope, namespace, "privileged");
    denyAll(scope, namespace);
    account(scope);
    credentials(scope, backup.entry);
    if (backup.authorities !== "")
      configuration(scope, authorities.name, namespace, { [authorities.file]: backup.authorities });
    backupCronJob(scope, backup);
  },
});

function account(scope: Construct): void {
  new ApiObject(scope, "account", {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name, namespace },
    automountServiceAccountToken: false,
  });
}

/** Variables of restic by the property of the entry that holds each. */
const variables = { AWS_ACCESS_KEY_ID: "accessKey", AWS_SECRET_ACCESS_KEY: "secretKey", RESTIC_PASSWORD: "password" };

function credentials(scope: Construct, entry: string): void {
  const values = Object.entries(variables).map(([key, property]) => ({ key, entry, property }));
  new ApiObject(scope, "credentials", externalSecret({ metadata: { name, namespace }, store: secretStore, values }));
}
