/** Bare Metal Operator and Ironic by the chart of SUSE Edge; upstream has none. */

import { hash } from "node:crypto";
import { ApiObject } from "cdk8s";
import { HelmChart } from "../../../constructs/helm-chart.ts";
import type { Hub } from "../../../constructs/hub.ts";
import { defineLayer } from "../../../constructs/profile.ts";
import { addressesAnnotation, announcer } from "../announcer.ts";
import { authoritiesInput } from "../authorities.ts";
import { mirroredChart, multiArchitectureImage } from "../image.ts";
import { kubeVip } from "../kube-vip.ts";
import { offEdge } from "../off-edge.ts";
import { securedNamespace } from "../pod-security.ts";

const version = "0.13.1";
const namespace = "metal3-system";

const operator = multiArchitectureImage("suse-edge/baremetal-operator", "0.11.2.0");
const ironic = multiArchitectureImage("suse-edge/ironic", "32.0.0.1");
const agentDownloader = multiArchitectureImage("suse-edge/ironic-ipa-downloader", "3.0.11");

export const metal3Images = [operator, ironic, agentDownloader, kubeVip];

interface IronicParameters {
  readonly ironicAddress?: string | undefined;
  readonly ironicAnnouncer: "kube-vip" | "own";
}

/**
 * Bare Metal Operator and Ironic. Servers boot over the virtual media of their BMC, so there is no DHCP and no PXE.
 *
 * On every hub whose Ironic has an address: with the last server to install nothing goes, since what a site leaves
 * behind is this layer's to release.
 */
export const metal3 = defineLayer({
  name: "metal3",
  category: "addon",
  privileged: { all: "Ironic answers on the network of its server; its chart's pods are not seen here" },
  inputs: (hub: Hub, { ironicAddress, ironicAnnouncer }: IronicParameters) =>
    ironicAddress === undefined
      ? undefined
      : { registry: hub.registry, address: ironicAddress, ironicAnnouncer, ...authoritiesInput(hub) },
  render(scope, { registry, address, ironicAnnouncer, authorities }) {
    const image = ({ name, tag }: typeof ironic) => ({ repository: `${registry}/${name}`, tag });
    securedNamespace(scope, namespace, "privileged");
    if (ironicAnnouncer === "kube-vip") announcer(scope, registry, namespace);
    if (authorities !== undefined) {
      // Name and key: values.yaml of the chart, additionalTrustedCAs. Ironic and the ramdisk of every server read it.
      new ApiObject(scope, "authorities", {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "tls-ca-additional", namespace },
        type: "Opaque",
        // The API server keeps no stringData, so it would differ from Git for ever.
        data: { "ca-additional.crt": Buffer.from(authorities).toString("base64") },
      });
    }
    new HelmChart(scope, "metal3", {
      name: "metal3",
      namespace,
      source: mirroredChart(registry, "metal3", version),
      // Argo CD renders without looking into the cluster, and a password by chance would be another one each time.
      ignored: [{ group: "", kind: "Secret", name: "ironic-basic-auth", pointers: ["/data"] }],
      values: {
        // The address that controllers and installers are told; without one the chart tells them https://:6185.
        global: {
          ironicIP: address,
          enable_tls: true,
          enable_vmedia_tls: true,
          enable_basicAuth: true,
          ...(authorities !== undefined && { additionalTrustedCAs: true }),
        },
        "metal3-baremetal-operator": {
          images: { baremetalOperator: image(operator) },
          resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "512Mi" } },
          affinity: offEdge,
        },
        "metal3-ironic": {
          images: { ironic: image(ironic), ironicIPADownloader: image(agentDownloader) },
          resources: { requests: { cpu: "200m", memory: "512Mi" }, limits: { memory: "2Gi" } },
          affinity: offEdge,
          // Ironic's store and its ramdisk are made when its pod starts.
          ...(authorities !== undefined && {
            podAnnotations: { "flotilla.dev/authorities": hash("sha256", authorities).slice(0, 16) },
          }),
          service: { type: "LoadBalancer", annotations: askFor(address) },
        },
      },
    });
  },
});

/** How kube-vip, MetalLB and Cilium are each asked for one address; a hub runs one of them for this Service. */
function askFor(address: string) {
  return {
    [addressesAnnotation]: address,
    "metallb.io/loadBalancerIPs": address,
    "lbipam.cilium.io/ips": address,
  };
}
