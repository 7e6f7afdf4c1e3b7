/** The Job that runs eggo on the cluster that looks after the site. */

import type { Site } from "../../../constructs/site.ts";
import { externalSecret } from "../../../model/external-secret.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { type EggoProvisioner, mirroredImage } from "../../../model/provisioner.ts";
import { contentHash } from "../../content-hash.ts";
import { withPruneProtection } from "../../protection.ts";
import { FILES, PACKAGES_FOLDER, SSH_KEY, STATE_FOLDER } from "./places.ts";

const FILES_FOLDER = "/etc/flotilla/eggo";
const KEY_SECRET = "eggo-ssh";
const STATE = "eggo-state";

/** No user of the image: eggo and ssh need one by name, and this one is in every system's list. */
const NOBODY = 65534;

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
    stateClaim(namespace),
    externalSecret({
      metadata: { name: KEY_SECRET, namespace },
      store: provisioner.secretStore,
      values: [{ key: fileName(SSH_KEY), entry: `eggo/${site.name}`, property: "privateKey" }],
    }),
  ];
  return [
    ...(isRetired ? kept : kept.map(withPruneProtection)),
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace }, data: { ...files } },
    {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name, namespace },
      spec: {
        ...(site.isPaused && { suspend: true }),
        // A server that is being cabled answers tomorrow; each try waits longer, up to six minutes.
        backoffLimit: 100,
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

/** What eggo knows of the cluster: its authorities, the kubeconfig and who is in it. Without it nobody joins or leaves. */
function stateClaim(namespace: string): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: STATE, namespace },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
  };
}

function podTemplate(site: Site, { images }: EggoProvisioner, argument?: string) {
  const mount = (name: string, mountPath: string, readOnly?: true) => ({
    name,
    mountPath,
    ...(readOnly && { readOnly }),
  });
  return (files: string): JsonObject => ({
    spec: {
      restartPolicy: "Never",
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: GRACE_SECONDS,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: NOBODY,
        runAsGroup: NOBODY,
        fsGroup: NOBODY,
        seccompProfile: { type: "RuntimeDefault" },
      },
      containers: [
        {
          name: "eggo",
          image: mirroredImage(site.registry, images.eggo),
          command: ["sh", `${FILES_FOLDER}/${FILES.run}`, ...(argument === undefined ? [] : [argument])],
          env: [{ name: "HOME", value: "/tmp" }],
          resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "512Mi" } },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
          },
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
        { name: "state", persistentVolumeClaim: { claimName: STATE } },
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
