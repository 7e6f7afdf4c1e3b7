/** The Job that runs eggo on the cluster that looks after the site. */

import type { Site } from "../../../constructs/site.ts";
import { externalSecret } from "../../../model/external-secret.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { type EggoProvisioner, mirroredImage } from "../../../model/provisioner.ts";
import { contentHash } from "../../content-hash.ts";
import { edgeToleration } from "../../edge-taint.ts";
import { withPruneProtection } from "../../protection.ts";
import { restrictedContainer, restrictedPod } from "../../restricted-pod.ts";
import { SSH_KEY } from "../../ssh-key.ts";
import { FILES, PACKAGES_FOLDER, STATE_FOLDER } from "./places.ts";

const FILES_FOLDER = "/etc/flotilla/eggo";
const KEY_SECRET = "eggo-ssh";
const STATE = "eggo-state";

/** On the server of a gateway; whoever installs it makes the folder and gives it to the pod's user. */
const GATEWAY_FOLDER = "/var/lib/flotilla/eggo-state";
const SITE_LABEL = "flotilla.dev/site";

/** eggo waits five minutes for each step of each server, and a pod that goes in the middle leaves half a cluster. */
const GRACE_SECONDS = 3600;

/**
 * Namespace, key, state, files and the Job of a site. Names of what runs carry the content: another server is another Job,
 * which joins or deletes it, and one that has run never runs again. A retired site's Job takes the cluster away; the state goes
 * with the namespace in the step after that.
 */
export function siteObjects(
  site: Site,
  provisioner: EggoProvisioner,
  files: Readonly<Record<string, string>>,
): readonly KubernetesObject[] {
  const isRetired = site.spec.state === "retired";
  const namespace = namespaceOf(site);
  const work = isRetired ? "cleanup" : "cluster";
  const template = podTemplate(site, provisioner, isRetired ? "cleanup" : undefined);
  const name = `eggo-${work}-${contentHash({ files, template: template("files") })}`;
  const kept = [
    siteNamespace(namespace),
    // A volume on a gateway keeps its folder whatever becomes of it, and another gateway has another volume.
    ...(gatewayOf(site) === undefined ? state(site) : []),
    externalSecret({
      metadata: { name: KEY_SECRET, namespace },
      store: provisioner.secretStore,
      values: [{ key: fileName(SSH_KEY), entry: `eggo/${site.name}`, property: "privateKey" }],
    }),
  ];
  return [
    ...(isRetired ? kept : kept.map(withPruneProtection)),
    ...(gatewayOf(site) === undefined ? [] : state(site)),
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace }, data: { ...files } },
    {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name, namespace },
      spec: {
        ...(site.isPaused && { suspend: true }),
        // A server that is being cabled answers next week. Each try waits longer, up to five minutes.
        backoffLimit: 10_000,
        podReplacementPolicy: "Failed",
        template: template(name),
      },
    },
  ];
}

function namespaceOf({ name }: Site): string {
  return `site-${name}`;
}

function siteNamespace(name: string): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
  };
}

/**
 * What eggo knows of the cluster: its authorities, the kubeconfig and who is in it. Without it nobody joins or leaves. On a
 * gateway it is a folder of the server's own, which all clusters of the region share as eggo itself shares it; a volume cannot
 * go to another server, so both carry the gateway's name.
 */
function state(site: Site): readonly KubernetesObject[] {
  const namespace = namespaceOf(site);
  const storage = "1Gi";
  const volume = `${stateClaim(site)}-${site.name}`;
  const claim = (spec: JsonObject): KubernetesObject => ({
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: stateClaim(site), namespace },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage } }, ...spec },
  });
  const gateway = gatewayOf(site);
  if (gateway === undefined) return [claim({})];
  return [
    {
      apiVersion: "v1",
      kind: "PersistentVolume",
      metadata: { name: volume },
      spec: {
        accessModes: ["ReadWriteOnce"],
        capacity: { storage },
        persistentVolumeReclaimPolicy: "Retain",
        storageClassName: "",
        claimRef: { namespace, name: stateClaim(site) },
        // EdgeCore mounts no volume of type local (kubeedge docs, volume support).
        hostPath: { path: GATEWAY_FOLDER, type: "Directory" },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: SITE_LABEL, operator: "In", values: [gateway] }] }],
          },
        },
      },
    },
    claim({ storageClassName: "", volumeName: volume }),
  ];
}

function stateClaim(site: Site): string {
  const gateway = gatewayOf(site);
  return gateway === undefined ? STATE : `${STATE}-${gateway}`;
}

function gatewayOf({ region }: Site): string | undefined {
  return region.isBehindGateway ? region.spec.gateway : undefined;
}

function podTemplate(site: Site, { images }: EggoProvisioner, argument?: string) {
  const mount = (name: string, mountPath: string, readOnly?: true) => ({
    name,
    mountPath,
    ...(readOnly && { readOnly }),
  });
  const gateway = gatewayOf(site);
  return (files: string): JsonObject => ({
    spec: {
      // In the same pod: one that failed would keep its archives on the disk of the node.
      restartPolicy: "OnFailure",
      automountServiceAccountToken: false,
      ...(gateway !== undefined && {
        nodeSelector: { [SITE_LABEL]: gateway },
        tolerations: [edgeToleration],
      }),
      terminationGracePeriodSeconds: GRACE_SECONDS,
      // No user of the image: eggo and ssh need one by name, and `nobody` is in every system's list.
      securityContext: restrictedPod,
      containers: [
        {
          name: "eggo",
          image: mirroredImage(site.registry, images.eggo),
          command: ["sh", `${FILES_FOLDER}/${FILES.run}`, ...(argument === undefined ? [] : [argument])],
          env: [{ name: "HOME", value: "/tmp" }],
          resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "512Mi" } },
          securityContext: restrictedContainer,
          volumeMounts: [
            mount("files", FILES_FOLDER, true),
            mount("key", folderOf(SSH_KEY), true),
            mount("state", STATE_FOLDER),
            mount("packages", PACKAGES_FOLDER),
            mount("tmp", "/tmp"),
          ],
        },
      ],
      volumes: [
        { name: "files", configMap: { name: files } },
        { name: "key", secret: { secretName: KEY_SECRET, defaultMode: 0o440 } },
        { name: "state", persistentVolumeClaim: { claimName: stateClaim(site) } },
        { name: "packages", emptyDir: {} },
        { name: "tmp", emptyDir: {} },
      ],
    },
  });
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
