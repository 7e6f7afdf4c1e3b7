/** What keeps the traffic of a grid's Service inside a zone: a kube-proxy that sees its own zone alone. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import { mirroredImage, type SuperEdgeProvisioner } from "../../../model/provisioner.ts";
import { yamlText } from "../../../model/yaml-text.ts";
import { LITE_APISERVER } from "./lite-apiserver.ts";
import { account, fromPod, NAMESPACE, onEdge, policyRule, READ, settingsFile } from "./names.ts";

const WRAPPER = "application-grid-wrapper";
const PROXY = "edge-kube-proxy";
const KUBECONFIG = "kubeconfig.conf";
const WRAPPER_ADDRESS = "127.0.0.1:51006";

/**
 * The wrapper asks the cache of the API server on its own server, as itself, and shows kube-proxy of a Service with
 * `topologyKeys` the addresses in its own zone. The hub's own network does not come to these servers.
 */
export function zoneTraffic(registry: string, { images }: SuperEdgeProvisioner): readonly KubernetesObject[] {
  return [
    ...account(WRAPPER, [
      policyRule("", ["endpoints", "services", "nodes"], READ),
      policyRule("discovery.k8s.io", ["endpointslices"], READ),
      policyRule("events.k8s.io", ["events"], ["create", "patch", "update"]),
      policyRule("", ["events"], ["create", "patch", "update"]),
    ]),
    settingsFile(WRAPPER, KUBECONFIG, kubeconfig(`https://${LITE_APISERVER.address}`, LITE_APISERVER.certificate)),
    daemonSet(WRAPPER, mirroredImage(registry, images.gridWrapper), {
      command: [
        "/usr/local/bin/application-grid-wrapper",
        `--kubeconfig=/etc/settings/${KUBECONFIG}`,
        `--bind-address=${WRAPPER_ADDRESS}`,
        "--insecure=true",
        "--hostname=$(NODE_NAME)",
        "--notify-channel-size=10000",
        "--support-endpointslice=true",
      ],
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
      folders: [{ name: "authority", path: LITE_APISERVER.folder, readOnly: true }],
    }),
    settingsFile(PROXY, KUBECONFIG, kubeconfig(`http://${WRAPPER_ADDRESS}`)),
    daemonSet(PROXY, mirroredImage(registry, images.kubeProxy), {
      command: [
        "/usr/local/bin/kube-proxy",
        `--kubeconfig=/etc/settings/${KUBECONFIG}`,
        "--hostname-override=$(NODE_NAME)",
        "--proxy-mode=iptables",
        "--masquerade-all=true",
        "--healthz-bind-address=127.0.0.1:10256",
        "--metrics-bind-address=127.0.0.1:10249",
      ],
      // It writes the rules of the server.
      securityContext: { privileged: true },
      folders: [
        { name: "modules", path: "/lib/modules", readOnly: true },
        { name: "lock", path: "/run/xtables.lock", isFile: true },
      ],
    }),
  ];
}

/** As the account of the pod; without an authority nobody asks who it is. */
function kubeconfig(server: string, authority?: string): string {
  const user = authority === undefined ? {} : { tokenFile: "/var/run/secrets/kubernetes.io/serviceaccount/token" };
  return yamlText({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      { name: "zone", cluster: { ...(authority !== undefined && { "certificate-authority": authority }), server } },
    ],
    contexts: [{ name: "zone", context: { cluster: "zone", user: "pod" } }],
    "current-context": "zone",
    users: [{ name: "pod", user }],
  });
}

interface ServerPod {
  readonly command: readonly string[];
  readonly securityContext: object;
  readonly folders: readonly {
    readonly name: string;
    readonly path: string;
    readonly readOnly?: true;
    readonly isFile?: true;
  }[];
}

function daemonSet(name: string, image: string, { command, securityContext, folders }: ServerPod): KubernetesObject {
  const labels = { "app.kubernetes.io/name": name };
  return {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: { name, namespace: NAMESPACE, labels },
    spec: {
      selector: { matchLabels: labels },
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } },
      template: {
        metadata: { labels },
        spec: {
          ...onEdge,
          ...(name === WRAPPER ? { serviceAccountName: name } : { automountServiceAccountToken: false }),
          hostNetwork: true,
          containers: [
            {
              name,
              image,
              imagePullPolicy: "IfNotPresent",
              command,
              env: [fromPod("NODE_NAME", "spec.nodeName")],
              securityContext,
              resources: { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "256Mi" } },
              volumeMounts: [
                { name: "settings", mountPath: "/etc/settings", readOnly: true },
                ...folders.map(({ name: volume, path, readOnly }) => ({
                  name: volume,
                  mountPath: path,
                  ...(readOnly && { readOnly }),
                })),
              ],
            },
          ],
          volumes: [
            { name: "settings", configMap: { name } },
            ...folders.map(({ name: volume, path, isFile }) => ({
              name: volume,
              hostPath: { path, type: isFile ? "FileOrCreate" : "Directory" },
            })),
          ],
        },
      },
    },
  } as unknown as KubernetesObject;
}
