/** The order that brings settings to living servers of Kairos, and what it does to one of them. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import type { ExampleSite } from "./example-site.ts";
import { provisioner, site, siteObjects } from "./kairos-site.ts";
import { runOnServer } from "./on-server.ts";

type Example = Omit<ExampleSite, "provisioner">;

export function settingsOrder(example: Example = {}): KubernetesObject {
  const objects = siteObjects(site(example), provisioner);
  return objects.find(({ metadata }) => metadata.name.startsWith("settings-")) as KubernetesObject;
}

const scriptOf = (order: KubernetesObject) =>
  (order["spec"] as { command: readonly [string, string, string] }).command[2];

const installed = {
  "/etc/hostname": "sz-nanshan-01-a\n",
  "/etc/passwd": "root:x:0:0:root:/root:/bin/bash\nkairos:x:1000:900::/home/kairos:/bin/bash\n",
};

/** The server after the order, with the files it had before. */
export function carriedOut(example: Example, before: Readonly<Record<string, string>> = {}) {
  const server = { runs: "", brings: "", isPatient: true, files: { ...installed, ...before } };
  return runOnServer(scriptOf(settingsOrder(example)), server);
}
