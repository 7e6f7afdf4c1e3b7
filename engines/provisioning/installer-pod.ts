/** The pod of the Job that installs network and agent into a new cluster. */

import type { SiteProxy } from "../../constructs/site-network.ts";
import type { JsonObject } from "../../model/json.ts";
import { proxyEnvironment } from "../cluster-proxy.ts";
import { restrictedContainer } from "../restricted-pod.ts";
import { SCRIPT_FOLDER } from "./install-script.ts";

/** Where a pod on a control plane reaches the API server while there is neither network nor kube-proxy. */
export interface LocalApi {
  readonly host: string;
  readonly port: number;
}

export interface InstallerPod {
  /** Service account that may do everything until the script ends. */
  readonly account: string;
  /** ConfigMaps with the script and what it needs. */
  readonly files: readonly string[];
  readonly image: string;
  readonly api: LocalApi;
  /** ConfigMap with PEM certificates of authorities besides those of the host. */
  readonly authorities?: string | undefined;
  readonly proxy?: SiteProxy | undefined;
}

/** Where the authorities of the host lie, and those of the fleet. */
const HOST_AUTHORITIES = "/etc/ssl/certs";
const FLEET_AUTHORITIES = "/etc/flotilla/authorities";

/**
 * The pod that runs the install script on a control plane, before there is a network of pods. helm and kubectl are
 * programs of Go, which read every file in the folders that SSL_CERT_DIR names (crypto/x509 root_unix.go).
 */
export function installerPod(pod: InstallerPod): JsonObject {
  const { account, files, image, api, authorities, proxy } = pod;
  return {
    restartPolicy: "OnFailure",
    serviceAccountName: account,
    priorityClassName: "system-cluster-critical",
    hostNetwork: true,
    // The cluster's own name server does not run yet.
    dnsPolicy: "Default",
    tolerations: [{ operator: "Exists" }],
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: "node-role.kubernetes.io/control-plane", operator: "Exists" }] },
          ],
        },
      },
    },
    securityContext: { runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: "RuntimeDefault" } },
    containers: [
      {
        name: "install",
        image,
        command: ["sh", `${SCRIPT_FOLDER}/install.sh`],
        env: [
          { name: "HOME", value: "/tmp" },
          { name: "KUBERNETES_SERVICE_HOST", value: api.host },
          { name: "KUBERNETES_SERVICE_PORT", value: String(api.port) },
          ...(authorities === undefined
            ? []
            : [{ name: "SSL_CERT_DIR", value: `${HOST_AUTHORITIES}:${FLEET_AUTHORITIES}` }]),
          ...proxyEnvironment(proxy).map(({ name, value }) => ({ name, value })),
        ],
        resources: { requests: { cpu: "20m", memory: "64Mi" }, limits: { memory: "256Mi" } },
        securityContext: restrictedContainer,
        volumeMounts: [
          { name: "files", mountPath: SCRIPT_FOLDER, readOnly: true },
          { name: "authorities", mountPath: HOST_AUTHORITIES, readOnly: true },
          ...(authorities === undefined
            ? []
            : [{ name: "fleet-authorities", mountPath: FLEET_AUTHORITIES, readOnly: true }]),
          { name: "tmp", mountPath: "/tmp" },
        ],
      },
    ],
    volumes: [
      { name: "files", projected: { sources: files.map((name) => ({ configMap: { name } })) } },
      // The registry is trusted by whom the host trusts.
      { name: "authorities", hostPath: { path: HOST_AUTHORITIES, type: "Directory" } },
      ...(authorities === undefined ? [] : [{ name: "fleet-authorities", configMap: { name: authorities } }]),
      { name: "tmp", emptyDir: {} },
    ],
  };
}
