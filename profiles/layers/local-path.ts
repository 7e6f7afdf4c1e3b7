/** Storage on a site's servers without copies, by rancher/local-path-provisioner. */

import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { defineLayer } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { mirroredImage } from "../../model/provisioner.ts";
import { multiArchitectureImage } from "./image.ts";
import { restrictedContainer, restrictedPod, securedNamespace } from "./pod-security.ts";

const provisioner = multiArchitectureImage("rancher/local-path-provisioner", "v0.0.37");
const helper = multiArchitectureImage("library/busybox", "1.37.0");

export const localPathImages = [provisioner, helper];

const name = "local-path-provisioner";

/** On the server's disk; an immutable OS must be told to keep it across reboots. */
export const localPathFolder = "/var/lib/local-path-provisioner";
const namespace = "local-path-storage";
const metadata = { name, namespace };

/**
 * Volumes in a folder of the server (rancher/local-path-provisioner).
 * It replaces the copy that K3s carries, so K3s must be started with `--disable=local-storage`.
 * Privileged: the helper pods that it starts make and remove the folders through a hostPath.
 */
export const localPath = defineLayer({
  name: "local-path",
  category: "csi",
  privileged: {
    hostPath: "makes and removes the folders of volumes on its server",
    clusterRights: "makes PersistentVolumes",
  },
  inputs: (site: Site, parameters: { readonly storageEngine: "local-path" | "longhorn" }) =>
    parameters.storageEngine === "local-path" ? { registry: site.registry } : undefined,
  render(scope, { registry }) {
    securedNamespace(scope, namespace, "privileged");
    addConfiguration(scope, registry);
    addAccess(scope);
    addDeployment(scope, registry);
    new ApiObject(scope, "class", {
      apiVersion: "storage.k8s.io/v1",
      kind: "StorageClass",
      metadata: { name: "local-path", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
      provisioner: "rancher.io/local-path",
      volumeBindingMode: "WaitForFirstConsumer",
      reclaimPolicy: "Delete",
    });
  },
});

function addConfiguration(scope: Construct, registry: string): void {
  new ApiObject(scope, "configuration", {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "local-path-config", namespace },
    data: {
      "config.json": json({
        nodePathMap: [{ node: "DEFAULT_PATH_FOR_NON_LISTED_NODES", paths: [localPathFolder] }],
      }),
      setup: '#!/bin/sh\nset -eu\nmkdir -m 0777 -p "$VOL_DIR"\n',
      teardown: '#!/bin/sh\nset -eu\nrm -rf "$VOL_DIR"\n',
      "helperPod.yaml": json({
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "helper-pod" },
        spec: {
          containers: [
            {
              name: "helper-pod",
              image: mirroredImage(registry, helper),
              imagePullPolicy: "IfNotPresent",
              resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { memory: "64Mi" } },
            },
          ],
        },
      }),
    },
  });
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function addAccess(scope: Construct): void {
  new ApiObject(scope, "account", { apiVersion: "v1", kind: "ServiceAccount", metadata });
  const write = ["get", "list", "watch", "create", "update", "patch", "delete"];
  const read = ["get", "list", "watch"];
  addRole(scope, "Role", [{ apiGroups: [""], resources: ["pods"], verbs: write }]);
  addRole(scope, "ClusterRole", [
    { apiGroups: [""], resources: ["nodes", "persistentvolumeclaims", "configmaps", "pods", "pods/log"], verbs: read },
    { apiGroups: [""], resources: ["persistentvolumes"], verbs: write },
    { apiGroups: [""], resources: ["events"], verbs: ["create", "patch"] },
    { apiGroups: ["storage.k8s.io"], resources: ["storageclasses"], verbs: read },
  ]);
}

function addRole(scope: Construct, kind: "Role" | "ClusterRole", rules: readonly object[]): void {
  const apiVersion = "rbac.authorization.k8s.io/v1";
  const roleMetadata = kind === "Role" ? metadata : { name };
  new ApiObject(scope, kind, { apiVersion, kind, metadata: roleMetadata, rules });
  new ApiObject(scope, `${kind}Binding`, {
    apiVersion,
    kind: `${kind}Binding`,
    metadata: roleMetadata,
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind, name },
    subjects: [{ kind: "ServiceAccount", ...metadata }],
  });
}

function addDeployment(scope: Construct, registry: string): void {
  const labels = { "app.kubernetes.io/name": name };
  new ApiObject(scope, "deployment", {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata,
    spec: {
      replicas: 1,
      // Two provisioners would race for the same claim.
      strategy: { type: "Recreate" },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: name,
          securityContext: restrictedPod(),
          containers: [
            {
              name: "provisioner",
              image: mirroredImage(registry, provisioner),
              imagePullPolicy: "IfNotPresent",
              command: ["local-path-provisioner", "start", "--config", "/etc/config/config.json"],
              env: [
                { name: "POD_NAMESPACE", valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } } },
                { name: "CONFIG_MOUNT_PATH", value: "/etc/config/" },
                // Its helper pods run as this account; unless told, as one that nobody makes.
                { name: "SERVICE_ACCOUNT_NAME", value: name },
                { name: "HEALTH_PORT", value: "8080" },
              ],
              ports: [{ name: "health", containerPort: 8080 }],
              livenessProbe: { httpGet: { path: "/health", port: "health" }, periodSeconds: 10 },
              readinessProbe: { httpGet: { path: "/ready", port: "health" }, periodSeconds: 10 },
              resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "128Mi" } },
              securityContext: restrictedContainer,
              volumeMounts: [{ name: "config", mountPath: "/etc/config", readOnly: true }],
            },
          ],
          volumes: [{ name: "config", configMap: { name: "local-path-config" } }],
        },
      },
    },
  });
}
