/** The operator that upgrades the OS of Kairos servers from inside the cluster. */

import { HelmChart } from "../../constructs/helm-chart.ts";
import { defineLayer } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { mirroredImage } from "../../model/provisioner.ts";
import { mirroredChart, multiArchitectureImage } from "./image.ts";
import { securedNamespace } from "./pod-security.ts";

const version = "0.1.3";

/** The one of the operator's own manifests. */
export const kairosOperatorNamespace = "operator-system";

const operator = multiArchitectureImage("kairos/operator", `v${version}`);
const nodeLabeler = multiArchitectureImage("kairos/operator-node-labeler", `v${version}`);
const tools = multiArchitectureImage("library/busybox", "1.37.0");

export const kairosOperatorImages = [operator, nodeLabeler, tools];

/** The operator that carries out NodeOpUpgrade: its jobs upgrade the server they run on. */
export const kairosOperator = defineLayer({
  name: "kairos-operator",
  category: "os",
  awaited: false,
  privileged: true,
  inputs: (site: Site) => ({ registry: site.registry }),
  render(scope, { registry }) {
    securedNamespace(scope, kairosOperatorNamespace, "privileged");
    new HelmChart(scope, "kairos-operator", {
      name: "kairos-operator",
      namespace: kairosOperatorNamespace,
      source: mirroredChart(registry, "kairos-operator", version),
      values: {
        image: {
          operator: { repository: `${registry}/${operator.name}`, tag: operator.tag },
          nodeLabeler: { repository: `${registry}/${nodeLabeler.name}`, tag: nodeLabeler.tag },
        },
        // The chart's own default is a floating tag.
        nodeops: { defaultImage: mirroredImage(registry, tools) },
        sentinelImage: mirroredImage(registry, tools),
      },
    });
  },
});
