import { HelmChart } from "../../constructs/helm-chart.ts";
import type { Hub } from "../../constructs/hub.ts";
import { defineLayer } from "../../constructs/profile.ts";
import { mirroredChart, multiArchitectureImage } from "./image.ts";
import { offEdge } from "./off-edge.ts";
import { securedNamespace } from "./pod-security.ts";

const version = "0.13.1";
const namespace = "metal3-system";

const operator = multiArchitectureImage("suse-edge/baremetal-operator", "0.11.2.0");
const ironic = multiArchitectureImage("suse-edge/ironic", "32.0.0.1");
const agentDownloader = multiArchitectureImage("suse-edge/ironic-ipa-downloader", "3.0.11");

export const metal3Images = [operator, ironic, agentDownloader];

/**
 * Bare Metal Operator and Ironic by the chart of SUSE Edge; upstream has none. Servers boot over the
 * virtual media of their BMC, so there is no DHCP and no PXE. Only on hubs with servers to install.
 */
export const metal3 = defineLayer({
  name: "metal3",
  category: "addon",
  privileged: true,
  inputs: ({ registry, region, endpoint }: Hub) =>
    region.sites.some((site) => site.profile?.provisioner.engine === "capi-metal3")
      ? { registry, host: new URL(endpoint).hostname }
      : undefined,
  render(scope, { registry, host }) {
    const image = ({ name, tag }: typeof ironic) => ({ repository: `${registry}/${name}`, tag });
    securedNamespace(scope, namespace, "privileged");
    new HelmChart(scope, "metal3", {
      name: "metal3",
      namespace,
      source: mirroredChart(registry, "metal3", version),
      // Argo CD renders without looking into the cluster, and a password by chance would be another one each time.
      ignored: [{ group: "", kind: "Secret", name: "ironic-basic-auth", pointers: ["/data"] }],
      values: {
        global: { provisioningHostname: host, enable_tls: true, enable_vmedia_tls: true, enable_basicAuth: true },
        "metal3-baremetal-operator": {
          images: { baremetalOperator: image(operator) },
          resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "512Mi" } },
          affinity: offEdge,
        },
        "metal3-ironic": {
          images: { ironic: image(ironic), ironicIPADownloader: image(agentDownloader) },
          resources: { requests: { cpu: "200m", memory: "512Mi" }, limits: { memory: "2Gi" } },
          affinity: offEdge,
        },
      },
    });
  },
});
