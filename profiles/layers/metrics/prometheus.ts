/** One Prometheus with its configuration, its volume and its Service. */

import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { mirroredImage } from "../../../model/provisioner.ts";
import { type ConfigurationFiles, configuration, configurationMark } from "../configuration.ts";
import { multiArchitectureImage } from "../image.ts";
import { clientCertificate, observabilityNamespace as namespace } from "../observability.ts";
import { restrictedContainer, restrictedPod } from "../pod-security.ts";

export const prometheusImage = multiArchitectureImage("prometheus/prometheus", "v3.14.0");

/** TLS settings with which Prometheus writes to the next cluster up. */
export const clientTls = {
  ca_file: clientCertificate.authority,
  cert_file: clientCertificate.certificate,
  key_file: clientCertificate.key,
};

const name = "prometheus";
const labels = { "app.kubernetes.io/name": name };

export interface PrometheusPod {
  readonly registry: string;
  /** `prometheus.yml` and what it refers to, in /etc/prometheus. */
  readonly files: ConfigurationFiles;
  readonly arguments: readonly string[];
  readonly storage: string;
  readonly resources: object;
  readonly envFrom?: readonly object[];
  /** Liveness and readiness; TCP where HTTP would ask for a client certificate. */
  readonly probes: object;
  readonly volumes: readonly object[];
  readonly volumeMounts: readonly object[];
  readonly affinity?: object;
}

/** One Prometheus with its configuration, its data on a volume and the Service that names its pod. */
export function prometheus(scope: Construct, pod: PrometheusPod): void {
  configuration(scope, name, namespace, pod.files);
  addService(scope);
  addStatefulSet(scope, pod);
}

function addStatefulSet(scope: Construct, pod: PrometheusPod): void {
  new ApiObject(scope, "stateful-set", {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name, namespace },
    spec: {
      serviceName: name,
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations: configurationMark(pod.files) },
        spec: {
          serviceAccountName: name,
          securityContext: restrictedPod(),
          ...(pod.affinity && { affinity: pod.affinity }),
          containers: [
            {
              name,
              image: mirroredImage(pod.registry, prometheusImage),
              imagePullPolicy: "IfNotPresent",
              args: ["--config.file=/etc/prometheus/prometheus.yml", ...pod.arguments],
              ports: [{ name: "web", containerPort: 9090 }],
              ...(pod.envFrom && { envFrom: pod.envFrom }),
              ...pod.probes,
              resources: pod.resources,
              securityContext: restrictedContainer,
              volumeMounts: [
                { name: "configuration", mountPath: "/etc/prometheus", readOnly: true },
                { name: "data", mountPath: "/prometheus" },
                ...pod.volumeMounts,
              ],
            },
          ],
          volumes: [{ name: "configuration", configMap: { name } }, ...pod.volumes],
        },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: "data" },
          spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: pod.storage } } },
        },
      ],
    },
  });
}

function addService(scope: Construct): void {
  new ApiObject(scope, "service", {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace },
    spec: {
      clusterIP: "None",
      selector: labels,
      ports: [{ name: "web", port: 9090, targetPort: "web", protocol: "TCP" }],
    },
  });
}
