/** The DNS that K3s brings with it, for a cluster that is not K3s. */

import type { KubernetesObject } from "../../model/manifest.ts";

const name = "coredns";
const namespace = "kube-system";
const labels = { "k8s-app": "kube-dns" };

/**
 * CoreDNS in K3s' version, at the address where pods look for it.
 *
 * @param hosts addresses outside of the cluster by name
 */
export function clusterDns(address: string, hosts: Readonly<Record<string, string>>): readonly KubernetesObject[] {
  const lines = Object.entries(hosts).map(([host, at]) => `    ${at} ${host}\n`);
  const corefile = `.:53 {
  ready
  kubernetes cluster.local in-addr.arpa
  hosts {
${lines.join("")}    fallthrough
  }
}
`;
  const ports = ["UDP", "TCP"].map((protocol) => ({ name: protocol.toLowerCase(), port: 53, protocol }));
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } },
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRole",
      metadata: { name },
      rules: [
        { apiGroups: [""], resources: ["endpoints", "services", "pods", "namespaces"], verbs: ["list", "watch"] },
        { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["list", "watch"] },
      ],
    },
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRoleBinding",
      metadata: { name },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
      subjects: [{ kind: "ServiceAccount", name, namespace }],
    },
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace }, data: { Corefile: corefile } },
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name, namespace },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: name,
            priorityClassName: "system-cluster-critical",
            dnsPolicy: "Default",
            containers: [
              {
                name,
                image: "rancher/mirrored-coredns-coredns:1.14.2",
                args: ["-conf", "/etc/coredns/Corefile"],
                securityContext: { runAsUser: 0 },
                readinessProbe: { httpGet: { path: "/ready", port: 8181 }, periodSeconds: 2 },
                volumeMounts: [{ name: "settings", mountPath: "/etc/coredns", readOnly: true }],
              },
            ],
            volumes: [{ name: "settings", configMap: { name } }],
          },
        },
      },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "kube-dns", namespace },
      spec: { clusterIP: address, selector: labels, ports },
    },
  ];
}
