/** Servers of a zone that judge each other, and what the hub makes of it. */

import { externalSecret } from "../../../model/external-secret.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { mirroredImage, type SuperEdgeProvisioner } from "../../../model/provisioner.ts";
import { restrictedContainer, restrictedPod } from "../../restricted-pod.ts";
import { GRID_KEY } from "./grid-key.ts";
import { account, fromPod, NAMESPACE, onEdge, onHub, policyRule, READ } from "./names.ts";

const HEALTH = "edge-health";
const ADMISSION = "edge-health-admission";
const CERTIFICATE = "edge-health-admission";
/** Where peers tell each other what they saw. */
const PORT = 51005;

/** Whatever edge-health shall see in its namespace carries its pods' label: it watches nothing else. */
const SEEN = { name: HEALTH } as const;

/**
 * A pod a server, which asks the kubelets of its zone and votes. The settings are texts: with `true` a ConfigMap is refused,
 * without the label they are not found, and then every server asks every other one, across zones that do not reach each
 * other (superedge/superedge#433). The manifests of v0.9.0 lack the variables without which the program of v0.9.0 ends.
 *
 * @param units of the zones, by their names
 */
export function edgeHealth(
  registry: string,
  { images }: SuperEdgeProvisioner,
  units: readonly string[],
): readonly KubernetesObject[] {
  const env = [
    fromPod("NODE_NAME", "spec.nodeName"),
    fromPod("NODE_IP", "status.hostIP"),
    fromPod("POD_NAME", "metadata.name"),
    fromPod("POD_IP", "status.podIP"),
    fromPod("NAMESPACE", "metadata.namespace"),
  ];
  return [
    ...account(
      HEALTH,
      // A vote is an annotation of the node that it is about.
      [policyRule("", ["nodes"], [...READ, "patch"]), policyRule("", ["nodes/proxy"], ["get"])],
      [policyRule("", ["pods", "configmaps"], READ)],
    ),
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "edge-health-config", namespace: NAMESPACE, labels: SEEN },
      data: { "unit-internal-check": "true", "check-units": units.join(",") },
    },
    {
      apiVersion: "apps/v1",
      kind: "DaemonSet",
      metadata: { name: HEALTH, namespace: NAMESPACE, labels: SEEN },
      spec: {
        selector: { matchLabels: SEEN },
        template: {
          metadata: { labels: SEEN },
          spec: {
            ...onEdge,
            serviceAccountName: HEALTH,
            hostNetwork: true,
            securityContext: restrictedPod,
            containers: [
              {
                name: HEALTH,
                image: mirroredImage(registry, images.edgeHealth),
                imagePullPolicy: "IfNotPresent",
                command: ["edge-health"],
                args: [
                  "--kubeletauthplugin=timeout=5,retrytime=3,weight=1,port=10250",
                  "--healthcheckperiod=10",
                  "--healthcheckscoreline=100",
                  "--voteperiod=10",
                  "--votetimeout=60",
                  `--communicateserverport=${PORT}`,
                ],
                env,
                ports: [{ name: "peers", containerPort: PORT, hostPort: PORT, protocol: "TCP" }],
                securityContext: restrictedContainer,
                resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "128Mi" } },
              },
            ],
          },
        },
      },
    },
  ];
}

/**
 * Takes the taint that would evict the pods off a server that the hub does not reach and that its peers see alive. When it is
 * away, servers are tainted as Kubernetes does it. Its certificate is the fleet's: the one in SuperEdge's manifests is
 * public with its key. Of its two webhooks the one on Endpoints is left out, since kube-proxy reads EndpointSlices.
 */
export function nodeTaints(registry: string, provisioner: SuperEdgeProvisioner): readonly KubernetesObject[] {
  const labels = { "app.kubernetes.io/name": ADMISSION };
  const folder = "/etc/edge-health-admission/certs";
  return [
    ...account(ADMISSION, [policyRule("", ["nodes"], READ)]),
    externalSecret({
      // cert-manager's injector copies `ca.crt` of a Secret with this annotation into the webhook.
      metadata: { name: CERTIFICATE, namespace: NAMESPACE },
      store: provisioner.secretStore,
      values: ["tls.crt", "tls.key", "ca.crt"].map((key) => ({
        key,
        entry: "superedge/edge-health-admission",
        property: key,
      })),
      target: { template: { metadata: { annotations: { "cert-manager.io/allow-direct-injection": "true" } } } },
    }) as unknown as KubernetesObject,
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: ADMISSION, namespace: NAMESPACE, labels },
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            ...onHub,
            serviceAccountName: ADMISSION,
            securityContext: restrictedPod,
            containers: [
              {
                name: ADMISSION,
                image: mirroredImage(registry, provisioner.images.edgeHealthAdmission),
                imagePullPolicy: "IfNotPresent",
                command: ["edge-health-admission"],
                args: [
                  "--alsologtostderr",
                  `--admission-control-server-cert=${folder}/tls.crt`,
                  `--admission-control-server-key=${folder}/tls.key`,
                ],
                ports: [{ name: "webhook", containerPort: 8443, protocol: "TCP" }],
                readinessProbe: { tcpSocket: { port: "webhook" } },
                securityContext: restrictedContainer,
                resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "128Mi" } },
                volumeMounts: [{ name: "certificate", mountPath: folder, readOnly: true }],
              },
            ],
            volumes: [{ name: "certificate", secret: { secretName: CERTIFICATE } }],
          },
        },
      },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: ADMISSION, namespace: NAMESPACE, labels },
      spec: { selector: labels, ports: [{ name: "webhook", port: 443, targetPort: "webhook", protocol: "TCP" }] },
    },
    {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "MutatingWebhookConfiguration",
      metadata: {
        name: ADMISSION,
        annotations: { "cert-manager.io/inject-ca-from-secret": `${NAMESPACE}/${CERTIFICATE}` },
      },
      webhooks: [
        {
          name: "node-taint.superedge.io",
          admissionReviewVersions: ["v1"],
          clientConfig: { service: { namespace: NAMESPACE, name: ADMISSION, path: "/node-taint", port: 443 } },
          rules: [
            { apiGroups: [""], apiVersions: ["v1"], operations: ["UPDATE"], resources: ["nodes"], scope: "Cluster" },
          ],
          // Other servers of the hub are none of its business.
          objectSelector: { matchExpressions: [{ key: GRID_KEY, operator: "Exists" }] },
          failurePolicy: "Ignore",
          matchPolicy: "Equivalent",
          reinvocationPolicy: "Never",
          sideEffects: "None",
          timeoutSeconds: 5,
        },
      ],
    },
  ];
}
