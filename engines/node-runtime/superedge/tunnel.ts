/** The way from the hub to kubelets behind thin or one-way lines: servers call, and the hub's requests come back to them. */

import { externalSecret } from "../../../model/external-secret.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { mirroredImage, type SuperEdgeProvisioner } from "../../../model/provisioner.ts";
import { restrictedContainer, restrictedPod } from "../../restricted-pod.ts";
import { account, fromPod, NAMESPACE, onEdge, onHub, policyRule, READ, settingsFile } from "./names.ts";

const CLOUD = "tunnel-cloud";
const EDGE = "tunnel-edge";
/** What tunnel-cloud's certificate is issued to, whatever the address by which servers reach it. */
const SERVER_NAME = "tunnel.cloud.io";
/** By which every server of the hub answers, so that the hub's virtual address works wherever tunnel-cloud runs. */
export const TUNNEL_PORT = 30900;

const PORTS = { grpc: 9000, egress: 8000, log: 51010, metrics: 6000 } as const;

/** v0.9.0 reads keys with underscores (pkg/tunnel/conf/config.go); in the manifests beside it they are without, and count for nothing. */
const CLOUD_SETTINGS = `[mode]
  [mode.cloud]
    [mode.cloud.stream]
      [mode.cloud.stream.server]
        grpc_port = ${PORTS.grpc}
        log_port = ${PORTS.log}
        metrics_port = ${PORTS.metrics}
      [mode.cloud.stream.register]
        service = "${CLOUD}"
    [mode.cloud.egress]
      port = ${PORTS.egress}
`;

const edgeSettings = (hub: string) => `[mode]
  [mode.edge]
    [mode.edge.stream]
      [mode.edge.stream.client]
        token = "{{ .token }}"
        dns = "${SERVER_NAME}"
        server_name = "${hub}:${TUNNEL_PORT}"
        log_port = ${PORTS.log}
`;

/**
 * Certificates and the token come out of the secret store: `superedge/tunnel` has `ca.crt`, `cloud.crt`, `cloud.key`,
 * `egress.crt`, `egress.key` and `token`. The API server reaches kubelets through port 8000 once its egress configuration
 * says so, which is the hub's operators' own.
 *
 * @param hub name or address at which servers reach the hub
 */
export function tunnel(registry: string, provisioner: SuperEdgeProvisioner, hub: string): readonly KubernetesObject[] {
  const image = mirroredImage(registry, provisioner.images.tunnel);
  const labels = { "app.kubernetes.io/name": CLOUD };
  return [
    ...account(
      CLOUD,
      [policyRule("", ["nodes", "services", "endpoints"], READ)],
      [policyRule("", ["configmaps"], ["get", "update"], [...ROUTES])],
    ),
    ...ROUTES.map((name) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: NAMESPACE } })),
    settingsFile(CLOUD, "tunnel.toml", CLOUD_SETTINGS),
    secret(provisioner, CLOUD, ["ca.crt", "cloud.crt", "cloud.key", "egress.crt", "egress.key"]),
    secret(provisioner, `${CLOUD}-token`, ["token"], { token: "default:{{ .token }}" }),
    service(CLOUD, labels, [{ name: "grpc", port: PORTS.grpc, nodePort: TUNNEL_PORT }]),
    service(`${CLOUD}-egress`, labels, [{ name: "egress", port: PORTS.egress }]),
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: CLOUD, namespace: NAMESPACE, labels },
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            ...onHub,
            serviceAccountName: CLOUD,
            securityContext: restrictedPod,
            containers: [
              {
                ...program(image, "cloud", "/etc/tunnel/settings/tunnel.toml"),
                env: [
                  fromPod("POD_IP", "status.podIP"),
                  fromPod("POD_NAMESPACE", "metadata.namespace"),
                  fromPod("POD_NAME", "metadata.name"),
                ],
                ports: [
                  { name: "grpc", containerPort: PORTS.grpc, protocol: "TCP" },
                  { name: "egress", containerPort: PORTS.egress, protocol: "TCP" },
                ],
                readinessProbe: { tcpSocket: { port: "grpc" } },
                volumeMounts: mounts("settings", "certs", "token", "nodes", "cache"),
              },
            ],
            volumes: [
              { name: "settings", configMap: { name: CLOUD } },
              { name: "certs", secret: { secretName: CLOUD } },
              { name: "token", secret: { secretName: `${CLOUD}-token` } },
              { name: "nodes", configMap: { name: ROUTES[0] } },
              { name: "cache", configMap: { name: ROUTES[1] } },
            ],
          },
        },
      },
    },
    secret(provisioner, `${EDGE}-authority`, ["ca.crt"]),
    secret(provisioner, EDGE, ["token"], { "tunnel.toml": edgeSettings(hub) }),
    {
      apiVersion: "apps/v1",
      kind: "DaemonSet",
      metadata: { name: EDGE, namespace: NAMESPACE, labels: { "app.kubernetes.io/name": EDGE } },
      spec: {
        selector: { matchLabels: { "app.kubernetes.io/name": EDGE } },
        updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } },
        template: {
          metadata: { labels: { "app.kubernetes.io/name": EDGE } },
          spec: {
            ...onEdge,
            automountServiceAccountToken: false,
            hostNetwork: true,
            securityContext: restrictedPod,
            containers: [
              {
                ...program(image, "edge", "/etc/tunnel/settings/tunnel.toml"),
                env: [fromPod("NODE_NAME", "spec.nodeName")],
                volumeMounts: mounts("settings", "certs"),
              },
            ],
            volumes: [
              { name: "settings", secret: { secretName: EDGE } },
              { name: "certs", secret: { secretName: `${EDGE}-authority` } },
            ],
          },
        },
      },
    },
  ] as unknown as readonly KubernetesObject[];
}

/** Written by tunnel-cloud: which server is connected where. */
export const ROUTES = ["tunnel-nodes", "tunnel-cache"] as const;

function program(image: string, mode: "cloud" | "edge", file: string) {
  return {
    name: `tunnel-${mode}`,
    image,
    imagePullPolicy: "IfNotPresent",
    command: ["/usr/local/bin/tunnel"],
    args: [`--m=${mode}`, `--c=${file}`, "--logtostderr"],
    securityContext: restrictedContainer,
    resources: { requests: { cpu: "20m", memory: "64Mi" }, limits: { memory: "256Mi" } },
  };
}

function mounts(...names: readonly string[]) {
  return names.map((name) => ({ name, mountPath: `/etc/tunnel/${name}`, readOnly: true }));
}

function secret(
  { secretStore: store }: SuperEdgeProvisioner,
  name: string,
  keys: readonly string[],
  data?: Readonly<Record<string, string>>,
) {
  const values = keys.map((key) => ({ key, entry: "superedge/tunnel", property: key }));
  const target = data ? { template: { data } } : {};
  return externalSecret({ metadata: { name, namespace: NAMESPACE }, store, values, target });
}

function service(
  name: string,
  selector: Readonly<Record<string, string>>,
  ports: readonly { readonly name: string; readonly port: number; readonly nodePort?: number }[],
) {
  const type = ports.some(({ nodePort }) => nodePort !== undefined) ? "NodePort" : "ClusterIP";
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace: NAMESPACE },
    spec: { type, selector, ports: ports.map((each) => ({ ...each, targetPort: each.name, protocol: "TCP" })) },
  };
}
