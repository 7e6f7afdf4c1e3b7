/** Writes a kubeconfig of one context. */

import { dump } from "js-yaml";

/** What it takes to reach a cluster. */
export interface Access {
  readonly name: string;
  readonly url: string;
  /** PEM text of the certificate to trust. */
  readonly ca: string;
  readonly token: string;
  /** Acts as this user. */
  readonly as?: string;
}

/** A kubeconfig of one context. */
export function kubeconfigText({ name, url, ca, token, as }: Access): string {
  return dump({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server: url, "certificate-authority-data": Buffer.from(ca).toString("base64") } }],
    users: [{ name, user: { token, ...(as !== undefined && { as }) } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  });
}
