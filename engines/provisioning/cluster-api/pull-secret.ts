/** How servers of Cluster API open a registry that asks who they are. */

import type { Site } from "../../../constructs/site.ts";
import { externalSecret } from "../../../model/external-secret.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { within } from "../../../model/source.ts";
import type { Unsupported } from "../../unsupported.ts";
import { namespaceOf } from "./names.ts";

const KEY = ".dockerconfigjson";

/** Of the fleet's registries, each name once. */
function pullSecrets({ region }: Site): readonly string[] {
  const names = region.fleet.spec.registries.flatMap((each) => (typeof each === "string" ? [] : [each.pullSecret]));
  return [...new Set(names)];
}

/** The entry `registries/<pullSecret>` of the hub's secret store as a Secret beside the site's Cluster. */
export function pullSecretReferences(
  site: Site,
  { secretStore }: { readonly secretStore: string },
): readonly KubernetesObject[] {
  return pullSecrets(site).map((name) =>
    externalSecret({
      metadata: { name, namespace: namespaceOf(site) },
      store: secretStore,
      values: [{ key: KEY, entry: `registries/${name}`, property: KEY }],
      target: { deletionPolicy: "Retain" },
    }),
  );
}

/**
 * The kubelet asks for every image with what stands in this file (kubernetes pkg/credentialprovider/config.go, config.json
 * below its root), those of static pods included. kubeadm itself asks without, so its failure is a warning. What is in the
 * Secret replaces no server; its name does, and a server that runs keeps what it has got.
 */
export function registryCredentials(site: Site): {
  readonly files: readonly JsonObject[];
  readonly ignoredErrors: readonly string[];
} {
  const names = pullSecrets(site);
  const files = names.map((name) => ({
    path: "/var/lib/kubelet/config.json",
    owner: "root:root",
    permissions: "0600",
    contentFrom: { secret: { name, key: KEY } },
  }));
  return { files, ignoredErrors: names.length > 0 ? ["ImagePull"] : [] };
}

/** The kubelet has one file. */
export function unsupportedPullSecrets(site: Site): readonly Unsupported[] {
  const names = pullSecrets(site);
  if (names.length < 2) return [];
  const { fleet } = site.region;
  return [
    {
      requested: `the pull secrets ${names.join(" and ")}; a kubelet reads one file`,
      alternative: "put the accounts of all registries into one Secret, and name it at each of them",
      at: fleet.source && within(fleet.source, "registries"),
    },
  ];
}
