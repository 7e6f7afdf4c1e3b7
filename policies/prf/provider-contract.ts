import { providerVersion } from "../../model/cluster-api-providers.ts";
import { fieldAt } from "../../model/kinds/facts.ts";
import type { ManifestRule } from "../rule.ts";

export const providerContract: ManifestRule = {
  id: "FLT-PRF-010",
  scope: "manifest",
  severity: "warning",
  kinds: ["InfrastructureProvider", "IPAMProvider", "BootstrapProvider", "ControlPlaneProvider"],
  title: "Providers of Cluster API keep to a contract that stays",
  help: "Cluster API 1.16 no longer speaks contract v1beta1, and what is served of it ends in April 2027. A provider that keeps to it holds the whole hub at an older Cluster API. Take a newer version of the provider; where there is none, plan how its sites move to another one.",
  bad: `# an object of layer cluster-api
apiVersion: operator.cluster.x-k8s.io/v1alpha2
kind: InfrastructureProvider
metadata: { name: vsphere, namespace: vsphere-infrastructure-system }
spec: { version: v1.15.2 }
`,
  good: `# an object of layer cluster-api
apiVersion: operator.cluster.x-k8s.io/v1alpha2
kind: InfrastructureProvider
metadata: { name: vsphere, namespace: vsphere-infrastructure-system }
spec: { version: v1.16.1 }
`,
  check({ kind, metadata: { name }, ...rest }) {
    const version = String(fieldAt(rest, "spec", "version"));
    if (providerVersion(kind, name, version)?.contract !== "v1beta1") return [];
    return [
      {
        message: `${name} ${version} speaks contract v1beta1 of Cluster API, expected v1beta2`,
        hint: "take a version of it with contract v1beta2, before Cluster API 1.16",
      },
    ];
  },
};
