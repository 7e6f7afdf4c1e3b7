import { contractsOf, infrastructureOf, providerVersion } from "../../model/cluster-api-providers.ts";
import { fieldAt, groupKind } from "../../model/kinds/facts.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { memoizeShared } from "../../model/memo.ts";
import { parseVersion } from "../../model/version.ts";
import type { ClusterContents, ClusterRule, Violation } from "../rule.ts";

const OPERATOR = "operator.cluster.x-k8s.io/";
const INFRASTRUCTURE = "infrastructure.cluster.x-k8s.io/";

interface Provider {
  readonly kind: string;
  readonly name: string;
  readonly version: string;
}

export const providerVersions: ClusterRule = {
  id: "FLT-PRF-009",
  scope: "cluster",
  severity: "error",
  title: "Providers of Cluster API fit each other and what they shall make",
  help: "Cluster API and each of its providers speak by a contract, and a provider serves its own kinds in some versions alone. One that is missing or too old leaves machines that nobody makes, and nothing says so but conditions on the hub. Providers of kubeadm come with Cluster API itself and have its version. Change the versions together, in a new version of the hub's profile.",
  bad: `# objects of one cluster
apiVersion: operator.cluster.x-k8s.io/v1alpha2
kind: CoreProvider
metadata: { name: cluster-api, namespace: capi-system }
spec: { version: v1.13.5 }
---
apiVersion: operator.cluster.x-k8s.io/v1alpha2
kind: InfrastructureProvider
metadata: { name: metal3, namespace: metal3-infrastructure-system }
spec: { version: v1.12.3 }
---
apiVersion: infrastructure.cluster.x-k8s.io/v1beta2
kind: Metal3Cluster
metadata: { name: sz-nanshan-01, namespace: site-sz-nanshan-01 }
`,
  good: `# objects of one cluster
apiVersion: operator.cluster.x-k8s.io/v1alpha2
kind: CoreProvider
metadata: { name: cluster-api, namespace: capi-system }
spec: { version: v1.13.5 }
---
apiVersion: operator.cluster.x-k8s.io/v1alpha2
kind: InfrastructureProvider
metadata: { name: metal3, namespace: metal3-infrastructure-system }
spec: { version: v1.13.2 }
---
apiVersion: infrastructure.cluster.x-k8s.io/v1beta2
kind: Metal3Cluster
metadata: { name: sz-nanshan-01, namespace: site-sz-nanshan-01 }
`,
  check(cluster) {
    const providers = providersOf(cluster);
    const core = providers.find(({ kind }) => kind === "CoreProvider");
    // Whoever installs Cluster API by hand knows what else is there.
    if (!core) return [];
    return [...providers.flatMap((each) => besideCore(each, core)), ...withoutProvider(cluster, providers)];
  },
};

function providersOf({ folders }: ClusterContents): readonly Provider[] {
  return folders.flatMap(({ objects }) => providersIn(objects));
}

/** Folders that many sites share are lists that many sites share. */
const providersIn = memoizeShared((objects: readonly KubernetesObject[]): readonly Provider[] =>
  objects
    .filter(({ apiVersion }) => apiVersion.startsWith(OPERATOR))
    .map(({ kind, metadata: { name }, ...rest }) => ({
      kind,
      name,
      version: String(fieldAt(rest, "spec", "version")),
    })),
);

function besideCore({ kind, name, version }: Provider, core: Provider): readonly Violation[] {
  if (name === "kubeadm" && parseVersion(version)?.minor !== parseVersion(core.version)?.minor) {
    return [
      {
        message: `${kind} kubeadm is ${version}, expected the minor version of Cluster API ${core.version}`,
        part: `${kind} ${name}`,
        hint: `take ${core.version} for all three`,
      },
    ];
  }
  const contract = providerVersion(kind, name, version)?.contract;
  const spoken = contractsOf(core.version);
  if (contract === undefined || spoken.includes(contract)) return [];
  return [
    {
      message: `${kind} ${name} ${version} speaks contract ${contract}, and Cluster API ${core.version} ${spoken.join(" and ")}`,
      part: `${kind} ${name}`,
      hint: `take a version of ${name} with contract ${spoken.at(-1)}, or stay with a Cluster API that speaks ${contract}`,
    },
  ];
}

/** Each kind once, whatever number of sites has it. */
function withoutProvider({ folders }: ClusterContents, providers: readonly Provider[]): readonly Violation[] {
  const wanted = new Map<string, KubernetesObject>();
  for (const { objects } of folders) {
    for (const object of objects) {
      const { apiVersion, kind } = object;
      if (apiVersion.startsWith(INFRASTRUCTURE)) wanted.set(`${apiVersion}/${kind}`, object);
    }
  }
  return [...wanted.values()].flatMap(({ apiVersion, kind, metadata }) => {
    const name = infrastructureOf(kind);
    if (name === undefined) return [];
    const provider = providers.find((each) => each.kind === "InfrastructureProvider" && each.name === name);
    const object = `${kind} ${metadata.namespace ?? ""}/${metadata.name}`;
    if (!provider) {
      return [
        {
          message: `nobody makes ${object}: the cluster has no InfrastructureProvider ${name}`,
          part: groupKind(apiVersion, kind),
          hint: `pin a profile of the hub that brings the provider ${name}, or give the site a profile that does without it`,
        },
      ];
    }
    const serves = providerVersion("InfrastructureProvider", name, provider.version)?.serves;
    const version = apiVersion.slice(INFRASTRUCTURE.length);
    if (serves === undefined || serves.includes(version)) return [];
    return [
      {
        message: `${object} is written in ${version}, and the provider ${name} ${provider.version} serves ${serves.join(" and ")}`,
        part: groupKind(apiVersion, kind),
        hint: "change the version of the provider in the hub's profile, or the version of its kinds in the site's",
      },
    ];
  });
}
