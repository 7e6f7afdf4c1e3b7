/** yurt-manager on loopback, with what its own chart brings to a cluster. */

import { join } from "node:path";
import type { HelmRelease, KubernetesObject } from "../../model/manifest.ts";
import { type Child, startChild } from "./child.ts";
import type { Cluster } from "./cluster.ts";
import { installDefinitions } from "./definitions.ts";
import { chartFolder, renderChart } from "./helm-chart.ts";
import { freePorts } from "./ports.ts";
import { programOf } from "./programs.ts";

/**
 * Installs what the chart makes with the values of a release, and starts yurt-manager with the arguments of its Deployment
 * outside of the cluster. It makes its certificate itself, and leads the webhooks to where it is.
 */
export async function startYurtManager(cluster: Cluster, release: HelmRelease): Promise<YurtManager> {
  const { client, folder, kubeconfig } = cluster;
  const objects = await chartObjects(folder, release);
  await installDefinitions(
    cluster,
    objects.filter(({ kind }) => kind === "CustomResourceDefinition"),
  );
  const others = objects.filter(({ kind }) => kind !== "CustomResourceDefinition" && kind !== "Deployment");
  for (const object of others) await client.apply(object);
  const [webhook = 0, health = 0] = await freePorts(2);
  const replaced = /^--(metrics-addr|health-probe-addr|webhook-port)=/;
  const [{ args }] = (objects.find(({ kind }) => kind === "Deployment") as unknown as Deployment).spec.template.spec
    .containers;
  const child = startChild({
    name: "yurt-manager",
    program: await programOf("yurt-manager"),
    args: [
      ...args.filter((each) => !replaced.test(each)),
      `--kubeconfig=${kubeconfig}`,
      "--metrics-addr=0",
      `--health-probe-addr=127.0.0.1:${health}`,
      `--webhook-port=${webhook}`,
    ],
    env: {
      WEBHOOK_HOST: "127.0.0.1",
      WEBHOOK_PORT: String(webhook),
      WEBHOOK_CERT_DIR: join(folder, "yurt-manager-certificates"),
    },
    folder,
  });
  return { ...child, objects: others };
}

export interface YurtManager extends Child {
  /** What the chart made besides definitions and the Deployment. */
  readonly objects: readonly KubernetesObject[];
}

interface Deployment {
  readonly spec: { readonly template: { readonly spec: { readonly containers: readonly [{ args: string[] }] } } };
}

/** As Helm makes them, namespaces written out. */
async function chartObjects(folder: string, release: HelmRelease): Promise<readonly KubernetesObject[]> {
  const { name, source } = release;
  if (source.kind !== "git") throw new Error(`${name} comes from no repository`);
  return renderChart(chartFolder("github.com/openyurtio/openyurt", source.path), folder, release);
}
