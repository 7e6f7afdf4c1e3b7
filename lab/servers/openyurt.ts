/** yurt-manager on loopback, with what its own chart brings to a cluster. */

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import type { HelmRelease, KubernetesObject } from "../../model/manifest.ts";
import { downloadModules } from "../crds/modules.ts";
import { type Child, startChild } from "./child.ts";
import type { Cluster } from "./cluster.ts";
import { installDefinitions } from "./definitions.ts";
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
  const { name, namespace, source, values } = release;
  if (source.kind !== "git") throw new Error(`${name} comes from no repository`);
  const module = downloadModules(join(import.meta.dirname, "..", "crds")).get("github.com/openyurtio/openyurt");
  const file = join(folder, `${name}-values.json`);
  writeFileSync(file, JSON.stringify(values));
  const chart = join(module?.dir ?? "", source.path);
  const args = ["template", name, chart, "--namespace", namespace, "--include-crds", "--values", file];
  const text = execFileSync(await programOf("helm"), args, { encoding: "utf8", maxBuffer: 2 ** 26 });
  return (loadAll(text) as (KubernetesObject | undefined)[]).filter((each) => each !== undefined && each !== null);
}
