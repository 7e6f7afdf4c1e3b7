/** Karmada's control plane at the centre, by its own chart with every image written out. */

import type { Centre } from "../../constructs/centre.ts";
import { HelmChart } from "../../constructs/helm-chart.ts";
import { defineLayer } from "../../constructs/profile.ts";
import type { ProfileImage } from "../../model/provisioner.ts";
import { mirroredChart, multiArchitectureImage } from "./image.ts";
import { installer } from "./installer.ts";
import { offEdge } from "./off-edge.ts";
import { securedNamespace } from "./pod-security.ts";

const version = "v1.16.0";
const namespace = "karmada-system";

const part = (name: string) => multiArchitectureImage(`karmada/karmada-${name}`, version);
const aggregatedApiServer = part("aggregated-apiserver");
const controllerManager = part("controller-manager");
const scheduler = part("scheduler");
const webhook = part("webhook");
/** Runs on the hubs. */
export const karmadaAgent = part("agent");

// Those of the chart's values at its version.
const kubeApiServer = multiArchitectureImage("kubernetes/kube-apiserver", "v1.34.1");
const kubeControllerManager = multiArchitectureImage("kubernetes/kube-controller-manager", "v1.34.1");
const etcd = multiArchitectureImage("kubernetes/etcd", "3.6.0-0");
/** Makes the certificates once, in a hook of the installation. */
const cfssl: ProfileImage = { name: "cfssl/cfssl", tag: "v1.6.5", architectures: ["amd64"] };

export const karmadaImages = [
  aggregatedApiServer,
  controllerManager,
  scheduler,
  webhook,
  karmadaAgent,
  kubeApiServer,
  kubeControllerManager,
  etcd,
  cfssl,
  installer,
];

/** Port of every server of the centre by which agents reach the control plane. */
const PORT = 32443;

/** Servers of etcd and of the API, each on a server of its own. */
type Replicas = 1 | 3;

/**
 * The chart makes its authority, its certificates and its kubeconfig in a hook of the installation. Certificates hold the
 * names that agents dial: the host of the centre's endpoint, and those of `federationHosts`.
 */
export const karmada = defineLayer({
  name: "karmada",
  category: "kubernetes",
  privileged: { all: "an API server with its etcd, and jobs that set them up; its chart's pods are not seen here" },
  inputs: (
    { registry, spec }: Centre,
    parameters: {
      readonly federationHosts: readonly string[];
      readonly federationReplicas: Replicas;
      readonly federationStorage: string;
    },
  ) => ({
    registry,
    hosts: [new URL(spec.endpoint).hostname.replace(/^\[|\]$/g, ""), ...parameters.federationHosts],
    replicas: parameters.federationReplicas,
    storage: parameters.federationStorage,
  }),
  render(scope, { registry, hosts, replicas, storage }) {
    const image = ({ name, tag }: ProfileImage) => ({ image: { registry, repository: name, tag } });
    const running = (memory: string) => ({
      resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory } },
      affinity: offEdge,
    });
    securedNamespace(scope, namespace, "baseline");
    new HelmChart(scope, "karmada", {
      name: "karmada",
      namespace,
      source: mirroredChart(registry, "karmada", version),
      values: {
        installMode: "host",
        karmadaImageVersion: version,
        certs: { mode: "auto", auto: { hosts: [...inCluster, ...hosts] } },
        cfssl: image(cfssl),
        kubectl: image(installer),
        etcd: {
          mode: "internal",
          internal: {
            ...image(etcd),
            replicaCount: replicas,
            storageType: "pvc",
            pvc: { size: storage },
            resources: { requests: { cpu: "100m", memory: "512Mi" }, limits: { memory: "2Gi" } },
          },
        },
        apiServer: {
          ...image(kubeApiServer),
          replicaCount: replicas,
          serviceType: "NodePort",
          nodePort: PORT,
          resources: { requests: { cpu: "250m", memory: "1Gi" }, limits: { memory: "4Gi" } },
        },
        aggregatedApiServer: { ...image(aggregatedApiServer), ...running("1Gi") },
        kubeControllerManager: { ...image(kubeControllerManager), ...running("1Gi") },
        controllerManager: { ...image(controllerManager), ...running("2Gi") },
        scheduler: { ...image(scheduler), ...running("1Gi") },
        webhook: { ...image(webhook), ...running("512Mi") },
      },
    });
  },
});

/** Names of the control plane inside the centre, as the chart has them. */
const inCluster = [
  "kubernetes.default.svc",
  "*.etcd.{{ .Release.Namespace }}.svc.{{ .Values.clusterDomain }}",
  "*.{{ .Release.Namespace }}.svc.{{ .Values.clusterDomain }}",
  "*.{{ .Release.Namespace }}.svc",
  "localhost",
  "127.0.0.1",
];
