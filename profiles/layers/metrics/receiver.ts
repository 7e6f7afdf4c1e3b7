/** The Prometheus of a hub or the centre, to which other clusters write. */

import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { yamlText } from "../../../model/yaml-text.ts";
import { clusterAccess } from "../cluster-access.ts";
import type { ConfigurationFiles } from "../configuration.ts";
import { allowTraffic, denyAll } from "../network-policy.ts";
import {
  clientCertificate,
  observabilityNamespace as namespace,
  receiverCertificate,
  receiverPorts,
} from "../observability.ts";
import { offEdge } from "../off-edge.ts";
import { externalCertificate } from "../secrets.ts";
import { clientTls, prometheus } from "./prometheus.ts";
import { forwardedSeries, rulesOfHub } from "./recording-rules.ts";
import { scrapeAccess, scrapeConfigs } from "./scrape-configs.ts";

export type Receiver = {
  readonly registry: string;
  /** Where the certificates of the cluster lie in the safe. */
  readonly entry: string;
  /** Labels of the cluster's own series. */
  readonly labels: Readonly<Record<string, string>>;
  /** Where a digest of all series goes; absent at the top. */
  readonly upstream?: string;
  /** Hours without a back-up of a hub after which it is missed; absent: none is made. */
  readonly backupHours?: number;
  /** How long series are kept, as Prometheus writes durations. */
  readonly history: string;
  readonly storage: string;
};

/** A Prometheus that takes what other clusters write to it, beside what its own cluster has to say. */
export function addReceiver(scope: Construct, receiver: Receiver): void {
  const { registry, entry, upstream, history, storage } = receiver;
  const certificates = upstream ? [receiverCertificate, clientCertificate] : [receiverCertificate];
  denyAll(scope, namespace);
  allowTraffic(scope, {
    namespace,
    app: "prometheus",
    egressPorts: [443, 6443, 10250, receiverPorts.metrics],
    egressToPods: true,
    serves: { ports: [9090], to: "anyone" },
  });
  clusterAccess(scope, "prometheus", namespace, scrapeAccess);
  for (const { secret: name } of certificates) {
    externalCertificate(scope, { name, namespace, entry: `${entry}/${name}` });
  }
  addNodePort(scope);
  prometheus(scope, {
    registry,
    files: configurationFiles(receiver),
    arguments: [
      "--web.config.file=/etc/prometheus/web.yml",
      "--web.enable-remote-write-receiver",
      "--storage.tsdb.path=/prometheus",
      `--storage.tsdb.retention.time=${history}`,
    ],
    storage,
    resources: { requests: { cpu: "500m", memory: "2Gi" }, limits: { memory: "8Gi" } },
    // The kubelet has no client certificate to show.
    probes: {
      livenessProbe: { tcpSocket: { port: "web" }, periodSeconds: 30 },
      readinessProbe: { tcpSocket: { port: "web" }, periodSeconds: 10 },
    },
    volumes: certificates.map((each) => each.volume),
    volumeMounts: certificates.map((each) => each.mount),
    affinity: offEdge,
  });
}

function addNodePort(scope: Construct): void {
  new ApiObject(scope, "receiver", {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "metrics-receiver", namespace },
    spec: {
      type: "NodePort",
      selector: { "app.kubernetes.io/name": "prometheus" },
      ports: [{ name: "web", port: 9090, targetPort: "web", protocol: "TCP", nodePort: receiverPorts.metrics }],
    },
  });
}

function configurationFiles({ labels, upstream, backupHours }: Receiver): ConfigurationFiles {
  return {
    "prometheus.yml": yamlText({
      global: { scrape_interval: "60s", evaluation_interval: "60s", external_labels: labels },
      // A site that was cut off sends hours of the past when it is back.
      storage: { tsdb: { out_of_order_time_window: "1d" } },
      ...(upstream && { rule_files: ["/etc/prometheus/rules.yml"] }),
      scrape_configs: scrapeConfigs({ kubeletVerified: false, edgeNodes: false }),
      ...(upstream && {
        remote_write: [
          {
            name: "centre",
            url: upstream,
            tls_config: clientTls,
            write_relabel_configs: [{ source_labels: ["__name__"], regex: forwardedSeries, action: "keep" }],
          },
        ],
      }),
    }),
    ...(upstream && { "rules.yml": yamlText(rulesOfHub(backupHours)) }),
    "web.yml": yamlText({
      tls_server_config: {
        cert_file: receiverCertificate.certificate,
        key_file: receiverCertificate.key,
        client_ca_file: receiverCertificate.authority,
        client_auth_type: "RequireAndVerifyClientCert",
      },
    }),
  };
}
