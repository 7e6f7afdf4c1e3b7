/** Traefik: lets clients outside the cluster reach the apps that are exposed. */

import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { defineLayer } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { isIpv6 } from "../../model/network.ts";
import { mirroredImage } from "../../model/provisioner.ts";
import { addressesAnnotation, announcer } from "./announcer.ts";
import { multiArchitectureImage } from "./image.ts";
import { ingressRole, ingressController as name, ingressNamespace as namespace } from "./ingress.ts";
import { allowTraffic, denyAll } from "./network-policy.ts";
import { restrictedContainer, restrictedPod, securedNamespace } from "./pod-security.ts";

const image = multiArchitectureImage("library/traefik", "v3.7.11");

export const traefikImages = [image];

const labels = { "app.kubernetes.io/name": name };
const metadata = { name, namespace };
const apiGroup = "rbac.authorization.k8s.io";
const read = ["get", "list", "watch"];

/** Ports in the pod; on the server they are 80 and 443. */
const ports = { web: 8000, websecure: 8443, health: 8080 };

/**
 * One pod on every server takes ports 80 and 443 of its address, as Cilium in place of kube-proxy does it by itself; a
 * virtual address of the control plane is none of those. Where the site has an address for its apps (`network.ingressVip`), a
 * Service has it, and kube-vip brings it to one server at a time. It watches the namespaces of the tenants alone, so it
 * can read none of the platform's Secrets. Privileged: a port of the host is more than the baseline level admits.
 */
export const traefik = defineLayer({
  name: "traefik",
  category: "addon",
  privileged: {
    hostPorts: "serves ports 80 and 443 of each server, with no balancer before them",
    hostNamespaces: "answers for the site's ingress address on the network of its server",
    capabilities: "puts that address on an interface",
  },
  awaited: false,
  inputs: (site: Site, parameters: { readonly ingress: "none" | "traefik" }) => {
    const namespaces = site.region.fleet.spec.tenants.flatMap((tenant) => tenant.namespaces);
    // An empty list would mean all namespaces, the platform's too.
    return parameters.ingress === "traefik" && namespaces.length > 0
      ? { registry: site.registry, namespaces, ...addressesInput(site) }
      : undefined;
  },
  render(scope, { registry, namespaces, addresses }) {
    securedNamespace(scope, namespace, "privileged");
    denyAll(scope, namespace);
    allowTraffic(scope, {
      namespace,
      app: name,
      egressPorts: [443, 6443],
      egressToPods: true,
      serves: { ports: [ports.web, ports.websecure], to: "anyone" },
    });
    addAccess(scope);
    new ApiObject(scope, "class", {
      apiVersion: "networking.k8s.io/v1",
      kind: "IngressClass",
      metadata: { name, annotations: { "ingressclass.kubernetes.io/is-default-class": "true" } },
      // pkg/provider/kubernetes/ingress: the controller whose classes it serves.
      spec: { controller: "traefik.io/ingress-controller" },
    });
    addDaemonSet(scope, mirroredImage(registry, image), namespaces);
    if (addresses === undefined) return;
    addService(scope, addresses);
    announcer(scope, registry, namespace);
  },
});

/** Absent at nearly every site, so that their inputs and what is made of them stay what they are. */
function addressesInput({ network: { ingressVips } }: Site): { readonly addresses?: readonly string[] } {
  return ingressVips.length === 0 ? {} : { addresses: ingressVips };
}

/**
 * kube-vip writes the addresses into the status of the Service, by which Cilium leads them to the pods; so nothing needs a port
 * of the servers. A Service has a family for each address, whatever families the cluster has besides.
 */
function addService(scope: Construct, addresses: readonly string[]): void {
  new ApiObject(scope, "service", {
    apiVersion: "v1",
    kind: "Service",
    metadata: { ...metadata, annotations: { [addressesAnnotation]: addresses.join(",") } },
    spec: {
      type: "LoadBalancer",
      allocateLoadBalancerNodePorts: false,
      ipFamilyPolicy: addresses.length > 1 ? "RequireDualStack" : "SingleStack",
      ipFamilies: addresses.map((address) => (isIpv6(address) ? "IPv6" : "IPv4")),
      selector: labels,
      ports: [
        { name: "web", port: 80, targetPort: "web" },
        { name: "websecure", port: 443, targetPort: "websecure" },
      ],
    },
  });
}

/** Servers and classes are of the whole cluster; the rest it reads where a RoleBinding of the tenants' layer lets it. */
function addAccess(scope: Construct): void {
  new ApiObject(scope, "account", { apiVersion: "v1", kind: "ServiceAccount", metadata });
  addRole(scope, name, [
    { apiGroups: [""], resources: ["nodes"], verbs: read },
    { apiGroups: ["networking.k8s.io"], resources: ["ingressclasses"], verbs: read },
  ]);
  new ApiObject(scope, "binding", {
    apiVersion: `${apiGroup}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name },
    roleRef: { apiGroup, kind: "ClusterRole", name },
    subjects: [{ kind: "ServiceAccount", ...metadata }],
  });
  // docs/content/reference/dynamic-configuration/kubernetes-crd-rbac.yml, without its own kinds and the status.
  addRole(scope, ingressRole, [
    { apiGroups: [""], resources: ["services", "secrets"], verbs: read },
    { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: read },
    { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: read },
  ]);
}

function addRole(scope: Construct, role: string, rules: readonly object[]): void {
  new ApiObject(scope, `role-${role}`, {
    apiVersion: `${apiGroup}/v1`,
    kind: "ClusterRole",
    metadata: { name: role },
    rules,
  });
}

function addDaemonSet(scope: Construct, reference: string, namespaces: readonly string[]): void {
  new ApiObject(scope, "daemon-set", {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata,
    spec: {
      selector: { matchLabels: labels },
      // The port of the host must be free before the next pod can have it.
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: name,
          securityContext: restrictedPod(),
          tolerations: [{ operator: "Exists", effect: "NoSchedule" }],
          containers: [
            {
              name,
              image: reference,
              imagePullPolicy: "IfNotPresent",
              args: [
                "--global.checknewversion=false",
                "--log.format=json",
                `--entrypoints.web.address=:${ports.web}`,
                `--entrypoints.websecure.address=:${ports.websecure}`,
                "--entrypoints.websecure.http.tls=true",
                `--entrypoints.traefik.address=:${ports.health}`,
                "--ping=true",
                "--providers.kubernetesingress=true",
                "--providers.kubernetesingress.strictprefixmatching=true",
                `--providers.kubernetesingress.namespaces=${namespaces.join(",")}`,
              ],
              ports: [
                { name: "web", containerPort: ports.web, hostPort: 80 },
                { name: "websecure", containerPort: ports.websecure, hostPort: 443 },
                { name: "health", containerPort: ports.health },
              ],
              readinessProbe: { httpGet: { path: "/ping", port: "health" }, periodSeconds: 10 },
              livenessProbe: { httpGet: { path: "/ping", port: "health" }, periodSeconds: 30 },
              resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "256Mi" } },
              securityContext: restrictedContainer,
            },
          ],
        },
      },
    },
  });
}
