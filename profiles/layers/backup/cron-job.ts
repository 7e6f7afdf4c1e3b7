/** The CronJob that takes a snapshot of a hub's etcd and uploads it. */

import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import type { BackupSpec } from "../../../model/backup-file.ts";
import { mirroredImage } from "../../../model/provisioner.ts";
import { multiArchitectureImage } from "../image.ts";
import { etcdImage } from "../kubeadm-images.ts";
import { offEdge } from "../off-edge.ts";
import { backupName as name, backupNamespace as namespace, uploadedContainer } from "./names.ts";
import { backedUp, uploadScript } from "./upload-script.ts";

export const resticImage = multiArchitectureImage("restic/restic", "0.18.1");

export type HubBackup = {
  readonly registry: string;
  readonly schedule: string;
  readonly timeZone: string;
  readonly keep: BackupSpec["keep"];
  /** As restic names it. */
  readonly location: string;
  /** Whose snapshots they are; with it one bucket may serve several hubs. */
  readonly host: string;
  /** Entry of the secret store. */
  readonly entry: string;
  /** PEM certificates that the bucket's is checked by; empty: those of the image. */
  readonly authorities: string;
  readonly suspended: boolean;
};

/** Where kubeadm keeps keys and certificates, on every control plane the same authorities. */
const keys = "/etc/kubernetes/pki";

/** Name of the ConfigMap and folder of the authorities that the bucket's certificate is checked by. */
export const authorities = { name: "authorities", file: "ca.crt", folder: "/etc/authorities" } as const;

/** Two scrapes of Prometheus and a half: the back-up must have been seen. */
const SEEN_SECONDS = 150;

/** The keys belong to root, who needs no further right to read them. */
const containerSecurity = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
};

const snapshotVolume = { name: "snapshot", mountPath: backedUp.database };

/**
 * On a control plane, in its network: kubeadm's etcd answers there on loopback, to who shows the certificate of its health
 * checks (kubeadm's certificate healthcheck-client, for the group system:masters of etcd's own authority).
 */
export function backupCronJob(scope: Construct, backup: HubBackup): void {
  new ApiObject(scope, "cron-job", {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name, namespace },
    spec: {
      schedule: backup.schedule,
      timeZone: backup.timeZone,
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 900,
      // What is half restored must not push a good snapshot out.
      suspend: backup.suspended,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        spec: {
          backoffLimit: 2,
          activeDeadlineSeconds: 3000,
          // With the pod goes the copy of the database on its server.
          ttlSecondsAfterFinished: 3600,
          template: { metadata: { labels: { "app.kubernetes.io/name": name } }, spec: podSpec(backup) },
        },
      },
    },
  });
}

function podSpec(backup: HubBackup): object {
  const image = mirroredImage(backup.registry, resticImage);
  const common = { imagePullPolicy: "IfNotPresent", securityContext: containerSecurity };
  return {
    serviceAccountName: name,
    automountServiceAccountToken: false,
    restartPolicy: "Never",
    hostNetwork: true,
    dnsPolicy: "ClusterFirstWithHostNet",
    nodeSelector: { "node-role.kubernetes.io/control-plane": "" },
    tolerations: [{ key: "node-role.kubernetes.io/control-plane", operator: "Exists", effect: "NoSchedule" }],
    affinity: offEdge,
    securityContext: { runAsUser: 0, seccompProfile: { type: "RuntimeDefault" } },
    initContainers: [
      {
        ...common,
        name: "snapshot",
        image: mirroredImage(backup.registry, etcdImage),
        command: ["etcdctl", "snapshot", "save", `${backedUp.database}/etcd.db`],
        env: [
          { name: "ETCDCTL_ENDPOINTS", value: "https://127.0.0.1:2379" },
          { name: "ETCDCTL_CACERT", value: `${keys}/etcd/ca.crt` },
          { name: "ETCDCTL_CERT", value: `${keys}/etcd/healthcheck-client.crt` },
          { name: "ETCDCTL_KEY", value: `${keys}/etcd/healthcheck-client.key` },
        ],
        resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "512Mi" } },
        volumeMounts: [snapshotVolume, { name: "keys", mountPath: keys, readOnly: true }],
      },
      {
        ...common,
        name: "upload",
        image,
        command: ["/bin/sh", "-c", uploadScript(backup.keep)],
        env: [
          { name: "RESTIC_REPOSITORY", value: backup.location },
          { name: "RESTIC_HOST", value: backup.host },
          { name: "RESTIC_CACHE_DIR", value: "/tmp/restic" },
          ...(backup.authorities === ""
            ? []
            : [{ name: "RESTIC_CACERT", value: `${authorities.folder}/${authorities.file}` }]),
        ],
        envFrom: [{ secretRef: { name } }],
        resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "1Gi" } },
        volumeMounts: [
          snapshotVolume,
          { name: "keys", mountPath: backedUp.keys, readOnly: true },
          { name: "temporary", mountPath: "/tmp" },
          ...(backup.authorities === ""
            ? []
            : [{ name: authorities.name, mountPath: authorities.folder, readOnly: true }]),
        ],
      },
    ],
    containers: [
      {
        ...common,
        name: uploadedContainer,
        image,
        command: ["sleep", String(SEEN_SECONDS)],
        resources: { requests: { cpu: "1m", memory: "8Mi" }, limits: { memory: "32Mi" } },
      },
    ],
    volumes: [
      { name: "snapshot", emptyDir: {} },
      { name: "temporary", emptyDir: {} },
      { name: "keys", hostPath: { path: keys, type: "Directory" } },
      ...(backup.authorities === "" ? [] : [{ name: authorities.name, configMap: { name: authorities.name } }]),
    ],
  };
}
