/** The cache of the API server on each server, by which it goes on without the hub. */

import type { Host } from "../../../constructs/host.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { memoizeByValue } from "../../../model/memo.ts";
import { mirroredImage, type SuperEdgeProvisioner } from "../../../model/provisioner.ts";
import { yamlText } from "../../../model/yaml-text.ts";

const FOLDER = "/etc/kubernetes/edge";

/** Where it listens, and with which certificate, which the server makes for itself when it joins. */
export const LITE_APISERVER = {
  address: "127.0.0.1:51003",
  folder: FOLDER,
  certificate: `${FOLDER}/lite-apiserver.crt`,
  key: `${FOLDER}/lite-apiserver.key`,
} as const;

const KUBELET_CERTIFICATE = "/var/lib/kubelet/pki/kubelet-client-current.pem";

/** Whose requests it passes on: those of whoever shows the kubelet's certificate; everyone else's by their own token. */
export const LITE_TLS = `${JSON.stringify([{ key: KUBELET_CERTIFICATE, cert: KUBELET_CERTIFICATE }])}\n`;

/**
 * A static pod, which the kubelet runs out of its own folder whatever becomes of the hub. Its cache lies on the server's disk:
 * a server that restarts without the hub finds its pods there.
 *
 * @param endpoint of the API server
 */
export function liteApiserverPod(host: Host, { images }: SuperEdgeProvisioner, endpoint: string): string {
  return podText(mirroredImage(host.site.registry, images.liteApiserver), endpoint);
}

/** It is the same on all servers of a hub. */
const podText = memoizeByValue((image: string, endpoint: string) => {
  const hub = new URL(endpoint);
  const name = "lite-apiserver";
  const folder = (volume: string, path: string, readOnly?: true) => ({
    volume: { name: volume, hostPath: { path, type: "DirectoryOrCreate" } },
    mount: { name: volume, mountPath: path, ...(readOnly && { readOnly }) },
  });
  const folders = [
    folder("pki", "/etc/kubernetes/pki", true),
    folder("edge", FOLDER, true),
    folder("kubelet", "/var/lib/kubelet/pki", true),
    folder("cache", "/var/lib/lite-apiserver"),
  ];
  const pod: KubernetesObject = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "kube-system", labels: { "app.kubernetes.io/name": name } },
    spec: {
      hostNetwork: true,
      priorityClassName: "system-node-critical",
      containers: [
        {
          name,
          image,
          imagePullPolicy: "IfNotPresent",
          command: [
            "lite-apiserver",
            "--ca-file=/etc/kubernetes/pki/ca.crt",
            "--apiserver-ca-file=/etc/kubernetes/pki/ca.crt",
            `--tls-cert-file=${LITE_APISERVER.certificate}`,
            `--tls-private-key-file=${LITE_APISERVER.key}`,
            `--tls-config-file=${FOLDER}/tls.json`,
            `--kube-apiserver-url=${hub.hostname}`,
            `--kube-apiserver-port=${hub.port || "443"}`,
            "--port=51003",
            "--cache-type=file",
            "--file-cache-path=/var/lib/lite-apiserver/cache",
            "--timeout=3",
          ],
          resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "512Mi" } },
          volumeMounts: folders.map(({ mount }) => mount),
        },
      ],
      volumes: folders.map(({ volume }) => volume),
    },
  };
  return yamlText(pod as never);
});
