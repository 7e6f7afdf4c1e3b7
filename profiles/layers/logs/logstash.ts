import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { mirroredImage } from "../../../model/provisioner.ts";
import { yamlText } from "../../../model/yaml-text.ts";
import { factsEnvironment } from "../facts/config-map.ts";
import { multiArchitectureImage } from "../image.ts";
import { clientCertificate, observabilityNamespace as namespace } from "../observability.ts";
import { restrictedContainer } from "../pod-security.ts";
import { logDaemonSet } from "./daemon-set.ts";

export const logstashImage = multiArchitectureImage("logstash/logstash", "9.1.5");

const home = "/usr/share/logstash";

/**
 * Logstash as a shipper. Its queue of 1 GiB outlives its container, but not its pod: the image runs as
 * its own user, which may not write to the server's disk.
 */
export function logstashShipper(scope: Construct, registry: string, upstream: string): void {
  new ApiObject(scope, "logstash-account", {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: "logstash", namespace },
    automountServiceAccountToken: false,
  });
  logDaemonSet(scope, {
    name: "logstash",
    image: mirroredImage(registry, logstashImage),
    files: { "logstash.yml": yamlText(settings), "pods.conf": pipeline(upstream) },
    env: [{ name: "LS_JAVA_OPTS", value: "-Xms512m -Xmx512m" }],
    envFrom: [factsEnvironment],
    ports: [{ name: "api", containerPort: 9600 }],
    probes: { readinessProbe: { httpGet: { path: "/", port: "api" }, initialDelaySeconds: 60, periodSeconds: 10 } },
    // The group root may read the logs of the pods (mode 0640).
    podSecurity: {
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 0,
      fsGroup: 0,
      seccompProfile: { type: "RuntimeDefault" },
    },
    containerSecurity: restrictedContainer,
    resources: { requests: { cpu: "200m", memory: "768Mi" }, limits: { memory: "1Gi" } },
    volumes: [
      { name: "data", emptyDir: { sizeLimit: "2Gi" } },
      { name: "temporary", emptyDir: { sizeLimit: "256Mi" } },
    ],
    volumeMounts: [
      { name: "configuration", mountPath: `${home}/config/logstash.yml`, subPath: "logstash.yml", readOnly: true },
      { name: "configuration", mountPath: `${home}/pipeline/pods.conf`, subPath: "pods.conf", readOnly: true },
      { name: "data", mountPath: `${home}/data` },
      { name: "temporary", mountPath: "/tmp" },
    ],
  });
}

const settings = {
  "api.http.host": "0.0.0.0",
  "queue.type": "persisted",
  "queue.max_bytes": "1gb",
  "xpack.monitoring.enabled": false,
};

/** Logstash itself fills in the variables from its environment, so the file is the same for all sites. */
function pipeline(upstream: string): string {
  return `input {
  file {
    path => "/var/log/pods/*/*/*.log"
    start_position => "beginning"
    sincedb_path => "${home}/data/sincedb"
  }
}

filter {
  dissect {
    mapping => {
      "message" => "%{time} %{stream} %{flags} %{message}"
      "[log][file][path]" => "/var/log/pods/%{namespace}_%{pod}_%{pod_uid}/%{container}/%{?file}"
    }
  }
  date { match => ["time", "ISO8601"] remove_field => ["time", "event"] }
  mutate {
    add_field => {
      "fleet" => "\${FLOTILLA_FLEET}"
      "region" => "\${FLOTILLA_REGION}"
      "zone" => "\${FLOTILLA_ZONE}"
      "site" => "\${FLOTILLA_SITE}"
    }
  }
}

output {
  http {
    url => "${upstream}"
    http_method => "post"
    format => "json_batch"
    ssl_certificate_authorities => ["${clientCertificate.authority}"]
    ssl_certificate => "${clientCertificate.certificate}"
    ssl_key => "${clientCertificate.key}"
  }
}
`;
}
