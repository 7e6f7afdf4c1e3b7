/** How clients outside the cluster reach an app. */

import type { ExposeSpec } from "../../../model/app-network-file.ts";
import { tlsSecretName } from "../../../model/app-secret-names.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { Workload } from "./workload.ts";

/** For the default class of the cluster; which controller that is, the site's profile decides. */
export function ingress({ metadata, spec }: Workload, expose: ExposeSpec): KubernetesObject {
  const { hosts, path, port, tls } = expose;
  const service = { name: metadata.name, port: { name: port ?? firstTcpPort(spec.ports) } };
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: {
      ...metadata,
      annotations: {
        // Traefik opens an app on all its entry points unless it is told: with TLS, none of it goes in the clear.
        "traefik.ingress.kubernetes.io/router.entrypoints": tls ? "websecure" : "web",
        ...(tls?.issuer !== undefined && { "cert-manager.io/cluster-issuer": tls.issuer }),
      },
    },
    spec: {
      ...(tls && { tls: [{ hosts, secretName: tls.secret ?? tlsSecretName(metadata.name) }] }),
      rules: hosts.map((host) => ({ host, http: { paths: [{ path, pathType: "Prefix", backend: { service } }] } })),
    },
  };
}

function firstTcpPort(ports: Workload["spec"]["ports"]): string {
  return ports.find(({ protocol }) => protocol === "TCP")?.name ?? "";
}
