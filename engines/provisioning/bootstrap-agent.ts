import type { HelmRelease, KubernetesObject } from "../../model/manifest.ts";
import { memoizeByValue } from "../../model/memo.ts";
import { chartValuesText } from "../chart-values.ts";
import { contentHash } from "../content-hash.ts";
import type { Reach } from "../engine.ts";
import { ADDRESS_FILE, installScript, valuesFile } from "./install-script.ts";
import { installerPod, type LocalApi } from "./installer-pod.ts";

const NAME = "flotilla-first-agent";
const OBJECTS = "flotilla-first-objects";
const ADDRESS = "flotilla-first-address";
const AUTHORITIES = "flotilla-first-authorities";
const NAMESPACE = "kube-system";

/**
 * A Job that installs network and delivery agent from inside the new cluster.
 *
 * It runs on a control plane in the host's network, as K3s runs its own bootstrap charts, so it needs
 * no pod network, and works alike for Flux and Argo CD and for every provisioner that can place a
 * manifest. The two ways from outside were left: a Flux HelmRelease with the cluster's kubeconfig works
 * for Flux hubs alone, and Argo CD would need a copy of the kubeconfig as its own cluster Secret. K3s'
 * HelmChart was left because an upgrade of K3s renews its jobs and takes the chart back to the version
 * of its birth (k3s-io/helm-controller, reconcileJob).
 *
 * It is removed as soon as it is done. K3s applies its manifests anew at each start (k3s pkg/deploy/controller.go), and
 * with them the binding that the script took away: a Job that is gone is made again with it, and takes it away again.
 *
 * @param image with `sh`, `helm` and `kubectl`
 * @param reach what the Job needs to reach the registry, even where the host has it: nobody else brings it this early
 * @param hasAddress bootstrapAddress is applied beside it
 */
export function chartInstaller(
  charts: readonly HelmRelease[],
  image: string,
  api: LocalApi,
  { authorities, proxy }: Reach = {},
  hasAddress = false,
): readonly KubernetesObject[] {
  const files = installerFiles(charts);
  const configMaps = hasAddress ? [NAME, OBJECTS, ADDRESS] : [NAME, OBJECTS];
  const trusting = authorities === undefined ? {} : { authorities: AUTHORITIES };
  const template = { spec: installerPod({ account: NAME, files: configMaps, image, api, proxy, ...trusting }) };
  return [
    account,
    binding,
    files.object,
    ...(authorities === undefined ? [] : [configMapOf(AUTHORITIES, "authorities.pem", authorities)]),
    {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: {
        name: `${NAME}-${contentHash({ files: files.hash, template, ...(authorities !== undefined && { authorities }) })}`,
        namespace: NAMESPACE,
      },
      // Registry and API server may be out of reach for hours while a site is being cabled.
      spec: { backoffLimit: 10_000, ttlSecondsAfterFinished: 0, template },
    },
  ];
}

const metadata = { name: NAME, namespace: NAMESPACE };

const account: KubernetesObject = { apiVersion: "v1", kind: "ServiceAccount", metadata };

const binding: KubernetesObject = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name: NAME },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
  subjects: [{ kind: "ServiceAccount", name: NAME, namespace: NAMESPACE }],
};

/** Script and values of the charts, and the hash that makes another Job of other ones. */
const installerFiles = memoizeByValue((charts: readonly HelmRelease[]) => {
  const values = charts.map((chart, index) => [valuesFile(chart, index), chartValuesText(chart)] as const);
  const data = { "install.sh": installScript(charts, NAME), ...Object.fromEntries(values) };
  const object: KubernetesObject = { apiVersion: "v1", kind: "ConfigMap", metadata, data };
  return { object, hash: contentHash(data) };
});

/**
 * What the Job applies once the agent's own kinds exist.
 *
 * @param stream the first objects as one text
 */
export function bootstrapObjects(stream: string): KubernetesObject {
  return configMapOf(OBJECTS, "objects.yaml", stream);
}

/**
 * What the Job applies first of all.
 *
 * @param stream objects that hold the address of the cluster, as one text
 */
export function bootstrapAddress(stream: string): KubernetesObject {
  return configMapOf(ADDRESS, ADDRESS_FILE, stream);
}

function configMapOf(name: string, file: string, text: string): KubernetesObject {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: NAMESPACE }, data: { [file]: text } };
}
