/** The operator that upgrades the OS of Kairos servers from inside the cluster. */

import { HelmChart } from "../../constructs/helm-chart.ts";
import { defineLayer } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { mirroredImage } from "../../model/provisioner.ts";
import { mirroredChart, multiArchitectureImage } from "./image.ts";
import { securedNamespace } from "./pod-security.ts";

const version = "v0.1.3";

/**
 * The tag v0.1.3 has no chart: it came afterwards with kairos-operator's pull request 137, as 0.1.0 with the operator
 * v0.1.0 for a default. Its custom resources are those of v0.1.3, and the images below say which operator runs.
 */
const chart = "0.1.0";

/** The one of the operator's own manifests. */
export const kairosOperatorNamespace = "operator-system";

const operator = multiArchitectureImage("kairos/operator", version);
const nodeLabeler = multiArchitectureImage("kairos/operator-node-labeler", version);
const tools = multiArchitectureImage("library/busybox", "1.37.0");

export const kairosOperatorImages = [operator, nodeLabeler, tools];

/** The operator that carries out NodeOp: its jobs change and upgrade the server they run on. */
export const kairosOperator = defineLayer({
  name: "kairos-operator",
  category: "os",
  awaited: false,
  privileged: { all: "its jobs change and upgrade the server they run on; its chart's pods are not seen here" },
  inputs: (site: Site) => ({ registry: site.registry }),
  render(scope, { registry }) {
    securedNamespace(scope, kairosOperatorNamespace, "privileged");
    new HelmChart(scope, "kairos-operator", {
      name: "kairos-operator",
      namespace: kairosOperatorNamespace,
      source: mirroredChart(registry, "kairos-operator", chart),
      values: {
        // By itself the chart makes and uses the namespace kairos-operator.
        namespace: { create: false, name: kairosOperatorNamespace },
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
