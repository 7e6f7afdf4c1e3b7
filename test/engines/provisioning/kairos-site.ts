/** A site of Kairos and what the engine makes of it. */

import { parse } from "yaml";
import type { Site } from "../../../constructs/site.ts";
import { kairos } from "../../../engines/provisioning/kairos/kairos.ts";
import type { KairosProvisioner } from "../../../model/provisioner.ts";
import { filesOf, objectsFor, poolOf } from "../artifacts.ts";
import { agentBootstrap, type ExampleSite, exampleSite, image } from "./example-site.ts";

export const provisioner: KairosProvisioner = {
  engine: "kairos",
  os: image("kairos/ubuntu", "24.04-standard-generic-v4.0.3-k3s-v1.33.10-k3s1"),
  k3s: "v1.33.10+k3s1",
  concurrency: 1,
  kubeVip: image("kube-vip/kube-vip", "v1.2.3"),
  installer: image("alpine/k8s", "1.33.10"),
};
export const site = (example: Omit<ExampleSite, "provisioner"> = {}, settings: Partial<KairosProvisioner> = {}) =>
  exampleSite({ provisioner: { ...provisioner, ...settings }, ...example });
export const lower = (made: Site, settings: KairosProvisioner, bootstrap = agentBootstrap) =>
  kairos.lower({ site: made, pool: poolOf(made), bootstrap }, settings);
export const hostFiles = (made: Site, settings: KairosProvisioner, bootstrap = agentBootstrap) =>
  filesOf(lower(made, settings, bootstrap));
export const siteObjects = (made: Site, settings: KairosProvisioner) => objectsFor(lower(made, settings), "site");
export const unsupported = (made: Site, settings: KairosProvisioner) =>
  kairos.unsupported({ site: made, pool: poolOf(made) }, settings);
export const files = (example: Omit<ExampleSite, "provisioner"> = {}, settings: Partial<KairosProvisioner> = {}) =>
  hostFiles(site(example, settings), { ...provisioner, ...settings });

export interface StageFile {
  readonly path: string;
  readonly permissions: number;
  readonly content: string;
}

/** Files of all stages of a cloud-config by path. */
export function stageFiles(text: string): ReadonlyMap<string, StageFile> {
  const config = parse(text) as { stages: Record<string, { files: StageFile[] }[]> };
  const all = Object.values(config.stages).flatMap((steps) => steps.flatMap((step) => step.files));
  return new Map(all.map((file) => [file.path, file]));
}

export const two = ["control-plane", "worker"] as const;
export const three = ["control-plane", "control-plane", "control-plane"] as const;
