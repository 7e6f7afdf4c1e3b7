/** The pod of the Job that installs network and agent into a new cluster. */

import type { SiteProxy } from "../../constructs/site-network.ts";
import type { JsonObject } from "../../model/json.ts";
import { SCRIPT_FOLDER } from "./install-script.ts";
import { proxyVariables } from "./proxy-variables.ts";

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
  readonly proxy: SiteProxy | undefined;
}

/** The pod that runs the install script on a control plane, before there is a network of pods. */
export function installerPod({ account, files, image, api, proxy }: InstallerPod): JsonObject {
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
          ...(proxy ? proxyVariables(proxy) : []),
        ],
        resources: { requests: { cpu: "20m", memory: "64Mi" }, limits: { memory: "256Mi" } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        volumeMounts: [
          { name: "files", mountPath: SCRIPT_FOLDER, readOnly: true },
          { name: "authorities", mountPath: "/etc/ssl/certs", readOnly: true },
          { name: "tmp", mountPath: "/tmp" },
        ],
      },
    ],
    volumes: [
      { name: "files", projected: { sources: files.map((name) => ({ configMap: { name } })) } },
      // The registry is trusted by whom the host trusts.
      { name: "authorities", hostPath: { path: "/etc/ssl/certs", type: "Directory" } },
      { name: "tmp", emptyDir: {} },
    ],
  };
}
