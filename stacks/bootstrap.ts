import { isAbsolute, resolve } from "node:path";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { identity, type KubernetesObject } from "../model/manifest.ts";
import { projectRoot } from "./remote.ts";

/**
 * Applies a hub's first objects once its repository holds what they point at. They stay when the stack lets go of
 * them: the cluster keeps them itself by then, and deleting them would take everything that it pulled with them.
 *
 * @param kubeconfig path, from the project's root, or contents
 */
export function applyBootstrapObjects(
  objects: readonly KubernetesObject[],
  kubeconfig: pulumi.Output<string>,
  after: pulumi.Resource,
): void {
  const provider = new kubernetes.Provider("hub", { kubeconfig: kubeconfig.apply(absolute) });
  const options = { provider, retainOnDelete: true };
  let previous: pulumi.Resource = after;
  for (const object of objects) {
    // In their order: the namespace comes first.
    previous = new FirstObject(object, { ...options, dependsOn: previous });
  }
}

class FirstObject extends pulumi.CustomResource {
  constructor(object: KubernetesObject, options: pulumi.CustomResourceOptions) {
    super(typeOf(object), identity(object), object, options);
  }
}

/** Pulumi's type of a Kubernetes object: the core group has a name there. */
function typeOf({ apiVersion, kind }: KubernetesObject): string {
  return `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`;
}

function absolute(kubeconfig: string): string {
  const isPath = !kubeconfig.includes("\n") && !kubeconfig.startsWith("{");
  return isPath && !isAbsolute(kubeconfig) ? resolve(projectRoot, kubeconfig) : kubeconfig;
}
