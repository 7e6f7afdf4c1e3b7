/** Vector on a hub, which takes the logs of the sites. */

import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { mirroredImage } from "../../../model/provisioner.ts";
import { yamlText } from "../../../model/yaml-text.ts";
import { configuration, configurationMark } from "../configuration.ts";
import { allowTraffic } from "../network-policy.ts";
import { observabilityNamespace as namespace, receiverCertificate, receiverPorts } from "../observability.ts";
import { offEdge } from "../off-edge.ts";
import { restrictedContainer, restrictedPod } from "../pod-security.ts";
import { certificateWatch } from "./certificate-watch.ts";
import { logStore } from "./store.ts";
import { vectorImage } from "./vector.ts";

const name = "log-receiver";
const labels = { "app.kubernetes.io/name": name };
/** Port of the receiver's pod. */
export const logReceiverPort = 8443;

const dataPath = "/var/lib/vector";

/** Vector behind TLS: whoever shows a certificate of the same authority may send. */
export function addLogReceiver(scope: Construct, registry: string): void {
  allowTraffic(scope, {
    namespace,
    app: name,
    egressPorts: [logStore.port],
    serves: { ports: [logReceiverPort], to: "anyone" },
  });

  const files = { "vector.yaml": yamlText(receiverConfiguration()) };
  configuration(scope, name, namespace, files);
  new ApiObject(scope, `${name}-account`, {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name, namespace },
    automountServiceAccountToken: false,
  });
  new ApiObject(scope, `${name}-service`, {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace },
    spec: {
      type: "NodePort",
      selector: labels,
      ports: [
        { name: "https", port: logReceiverPort, targetPort: "https", protocol: "TCP", nodePort: receiverPorts.logs },
      ],
    },
  });
  new ApiObject(scope, `${name}-stateful-set`, {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name, namespace },
    spec: {
      serviceName: name,
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations: configurationMark(files) },
        spec: {
          serviceAccountName: name,
          securityContext: restrictedPod(),
          shareProcessNamespace: true,
          affinity: offEdge,
          containers: [
            {
              name,
              image: mirroredImage(registry, vectorImage),
              imagePullPolicy: "IfNotPresent",
              args: ["--config", "/etc/vector/vector.yaml"],
              ports: [{ name: "https", containerPort: logReceiverPort }],
              // The kubelet has no client certificate to show.
              readinessProbe: { tcpSocket: { port: "https" }, periodSeconds: 10 },
              resources: { requests: { cpu: "200m", memory: "256Mi" }, limits: { memory: "1Gi" } },
              securityContext: restrictedContainer,
              volumeMounts: [
                { name: "configuration", mountPath: "/etc/vector", readOnly: true },
                { name: "data", mountPath: dataPath },
                receiverCertificate.mount,
              ],
            },
            certificateWatch(registry, receiverCertificate, "vector"),
          ],
          volumes: [{ name: "configuration", configMap: { name } }, receiverCertificate.volume],
        },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: "data" },
          spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } } },
        },
      ],
    },
  });
}

function receiverConfiguration(): object {
  return {
    data_dir: dataPath,
    sources: {
      clusters: {
        type: "http_server",
        address: `0.0.0.0:${logReceiverPort}`,
        decoding: { codec: "json" },
        tls: {
          enabled: true,
          crt_file: receiverCertificate.certificate,
          key_file: receiverCertificate.key,
          ca_file: receiverCertificate.authority,
          // Asks for a certificate of the same authority and refuses who has none.
          verify_certificate: true,
        },
      },
    },
    transforms: {
      // Vector and Logstash name the time differently.
      named: {
        type: "remap",
        inputs: ["clusters"],
        source: 'if exists(."@timestamp") { .timestamp = del(."@timestamp") }\n',
      },
    },
    sinks: {
      store: {
        type: "http",
        inputs: ["named"],
        uri: `http://${logStore.name}:${logStore.port}/insert/jsonline?_stream_fields=fleet,region,zone,site&_time_field=timestamp&_msg_field=message`,
        encoding: { codec: "json" },
        framing: { method: "newline_delimited" },
        compression: "gzip",
        buffer: { type: "disk", max_size: 8589934592, when_full: "block" },
        acknowledgements: { enabled: true },
      },
    },
  };
}
