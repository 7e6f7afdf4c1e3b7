import type { ChartSource, HelmRelease, KubernetesObject } from "../../../model/manifest.ts";
import { interval } from "../interval.ts";
import { AUTHORITIES } from "./authorities.ts";
import { ignoreRule } from "./ignore-rule.ts";
import { NAMESPACE, PLATFORM_ACCOUNT } from "./names.ts";
import { FETCH_TIMEOUT } from "./source.ts";

/** The layer of an OCI artifact that holds a chart (helm.sh/helm/v3 pkg/registry). */
export const CHART_MEDIA_TYPE = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

/** Versions are exact, so asking for the chart again can bring nothing new. */
const chartInterval = (name: string) => interval(60, 30, name);

const retryInterval = "2m";

/**
 * A chart's source and its HelmRelease. Release name, target and storage namespace are the chart's
 * own, so that helm-controller takes over what was installed under the same name before it ran. A
 * failed release is tried again as it is: to roll back or uninstall a network or storage driver does
 * more harm than the failure. The namespace must exist; the layer makes it, with its security labels.
 *
 * @param trusting the cluster has authorities of its own
 */
export function chartObjects(
  release: HelmRelease,
  { suspend = false, trusting = false }: { readonly suspend?: boolean; readonly trusting?: boolean } = {},
): readonly KubernetesObject[] {
  const { name, namespace, source, values, written = [] } = release;
  return [
    chartSource(name, source, trusting),
    {
      apiVersion: "helm.toolkit.fluxcd.io/v2",
      kind: "HelmRelease",
      metadata: { name, namespace: NAMESPACE },
      spec: {
        interval: interval(10, 5, `${namespace}/${name}`),
        timeout: "10m",
        ...chartReference(name, source),
        releaseName: name,
        targetNamespace: namespace,
        storageNamespace: namespace,
        serviceAccountName: PLATFORM_ACCOUNT,
        maxHistory: 3,
        install: { crds: "CreateReplace", strategy: { name: "RetryOnFailure", retryInterval } },
        upgrade: { crds: "CreateReplace", strategy: { name: "RetryOnFailure", retryInterval } },
        driftDetection: { mode: "enabled", ...(written.length > 0 && { ignore: written.map(ignoreRule) }) },
        suspend,
        ...(Object.keys(values).length > 0 && { values }),
      },
    },
  ];
}

function chartSource(name: string, source: ChartSource, trusting: boolean): KubernetesObject {
  const apiVersion = "source.toolkit.fluxcd.io/v1";
  const metadata = { name, namespace: NAMESPACE };
  if (source.kind === "git") {
    return {
      apiVersion,
      kind: "GitRepository",
      metadata,
      spec: {
        interval: chartInterval(name),
        timeout: FETCH_TIMEOUT,
        url: source.url,
        ref: { tag: source.tag },
        ...(trusting && source.url.startsWith("https:") && { secretRef: { name: AUTHORITIES } }),
        sparseCheckout: [source.path],
      },
    };
  }
  return {
    apiVersion,
    kind: "OCIRepository",
    metadata,
    spec: {
      interval: chartInterval(name),
      timeout: FETCH_TIMEOUT,
      provider: "generic",
      url: source.url,
      ref: { tag: source.version },
      ...(trusting && { certSecretRef: { name: AUTHORITIES } }),
      layerSelector: { mediaType: CHART_MEDIA_TYPE, operation: "copy" },
    },
  };
}

function chartReference(name: string, source: ChartSource) {
  if (source.kind === "oci") return { chartRef: { kind: "OCIRepository", name } };
  return {
    chart: {
      spec: {
        chart: `./${source.path}`,
        sourceRef: { kind: "GitRepository", name },
        interval: chartInterval(name),
        // A chart in a folder may keep its version from tag to tag; only the revision tells them apart.
        reconcileStrategy: "Revision",
      },
    },
  };
}
