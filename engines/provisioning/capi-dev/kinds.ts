/** Facts of the kinds of Cluster API's infrastructure for development (sigs.k8s.io/cluster-api/test v1.13). */
import { fieldAt, type KindTable } from "../../../model/kinds/facts.ts";
import { pulledImage } from "../../../model/pulled.ts";
import { clusterApiKinds } from "../cluster-api/kinds.ts";

const DEV = "infrastructure.cluster.x-k8s.io";

export const capiDevKinds: KindTable = {
  ...clusterApiKinds,
  [`DevCluster.${DEV}`]: { onChange: "no restart", onRemoval: "deletes" },
  // infrastructure/docker/internal/webhooks/devmachinetemplate.go: spec.template.spec is immutable.
  [`DevMachineTemplate.${DEV}`]: {
    onChange: "refused",
    onRemoval: "removes",
    pulls: (object) => pulledImage(fieldAt(object, "spec", "template", "spec", "backend", "docker", "customImage")),
  },
};
