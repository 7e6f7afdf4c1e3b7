/** Vector as a log shipper, with a buffer for a hub out of reach. */

import type { Construct } from "constructs";
import { mirroredImage } from "../../../model/provisioner.ts";
import { yamlText } from "../../../model/yaml-text.ts";
import { clusterAccess } from "../cluster-access.ts";
import { factsEnvironment } from "../facts/config-map.ts";
import { multiArchitectureImage } from "../image.ts";
import { clientCertificate, observabilityNamespace as namespace } from "../observability.ts";
import { restrictedContainer } from "../pod-security.ts";
import { logDaemonSet } from "./daemon-set.ts";

export const vectorImage = multiArchitectureImage("timberio/vector", "0.57.0-distroless-libc");

/** On the part of a Kairos disk that outlives an upgrade. */
const dataPath = "/opt/vector";

/** Vector as a shipper: it remembers how far it has read and keeps up to 1 GiB for a hub out of reach. */
export function vectorShipper(scope: Construct, registry: string, upstream: string, affinity?: object): void {
  clusterAccess(scope, "vector", namespace, [
    { apiGroups: [""], resources: ["namespaces", "nodes", "pods"], verbs: ["list", "watch"] },
  ]);
  logDaemonSet(scope, {
    name: "vector",
    // What it says about a hub out of reach would be one more line to send.
    labels: { "vector.dev/exclude": "true" },
    image: mirroredImage(registry, vectorImage),
    files: { "vector.yaml": yamlText(shipperConfiguration(upstream)) },
    // It also watches certificate and key of the sink, which are renewed while it runs (vector pull request 22386, 0.46).
    arguments: ["--config", "/etc/vector/vector.yaml", "--watch-config"],
    env: [{ name: "VECTOR_SELF_NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }],
    envFrom: [factsEnvironment],
    ports: [{ name: "api", containerPort: 8686 }],
    probes: { readinessProbe: { httpGet: { path: "/health", port: "api" }, periodSeconds: 10 } },
    // Root without any capability: it owns the logs it reads and the folder it writes to.
    podSecurity: { runAsUser: 0, runAsGroup: 0, seccompProfile: { type: "RuntimeDefault" } },
    containerSecurity: restrictedContainer,
    resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "256Mi" } },
    affinity,
    volumes: [{ name: "data", hostPath: { path: dataPath, type: "DirectoryOrCreate" } }],
    volumeMounts: [
      { name: "configuration", mountPath: "/etc/vector", readOnly: true },
      { name: "data", mountPath: dataPath },
    ],
  });
}

function shipperConfiguration(upstream: string): object {
  return {
    data_dir: dataPath,
    api: { enabled: true, address: "0.0.0.0:8686" },
    sources: { pods: { type: "kubernetes_logs", use_apiserver_cache: true } },
    transforms: {
      site: {
        type: "remap",
        inputs: ["pods"],
        source: ["fleet", "region", "zone", "site"]
          .map((fact) => `.${fact} = get_env_var!("FLOTILLA_${fact.toUpperCase()}")\n`)
          .join(""),
      },
    },
    sinks: {
      hub: {
        type: "http",
        inputs: ["site"],
        uri: upstream,
        encoding: { codec: "json" },
        compression: "gzip",
        tls: {
          ca_file: clientCertificate.authority,
          crt_file: clientCertificate.certificate,
          key_file: clientCertificate.key,
        },
        // A full buffer stops the reading: the oldest lines wait here, the newest in the pods' own files.
        buffer: { type: "disk", max_size: 1073741824, when_full: "block" },
        acknowledgements: { enabled: true },
      },
    },
  };
}
