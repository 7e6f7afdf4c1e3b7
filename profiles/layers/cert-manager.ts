import { HelmChart } from "../../constructs/helm-chart.ts";
import { defineLayer } from "../../constructs/profile.ts";
import { mirroredChart, multiArchitectureImage } from "./image.ts";
import type { Mirrored } from "./mirrored.ts";
import { offEdge } from "./off-edge.ts";
import { securedNamespace } from "./pod-security.ts";

const version = "v1.20.3";
const namespace = "cert-manager";

export const certManagerImages = ["controller", "webhook", "cainjector", "startupapicheck", "acmesolver"].map((part) =>
  multiArchitectureImage(`jetstack/cert-manager-${part}`, version),
);

const resources = { requests: { cpu: "20m", memory: "64Mi" }, limits: { memory: "512Mi" } };

/** Certificates for the webhooks of the providers. Its kinds are part of the API that later layers use. */
export const certManager = defineLayer({
  name: "cert-manager",
  category: "kubernetes",
  inputs: ({ registry }: Mirrored) => ({ registry }),
  render(scope, { registry }) {
    securedNamespace(scope, namespace, "restricted");
    new HelmChart(scope, "cert-manager", {
      name: "cert-manager",
      namespace,
      source: mirroredChart(registry, "cert-manager", version),
      values: {
        imageRegistry: registry,
        imageNamespace: "jetstack",
        crds: { enabled: true, keep: true },
        resources,
        affinity: offEdge,
        webhook: { resources, affinity: offEdge },
        cainjector: { resources, affinity: offEdge },
        startupapicheck: { resources, affinity: offEdge },
      },
    });
  },
});
