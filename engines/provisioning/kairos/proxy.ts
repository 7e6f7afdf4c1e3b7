/** The proxy of a site in what a host runs. */

import type { SiteProxy } from "../../../constructs/site-network.ts";
import { proxyEnvironment } from "../../cluster-proxy.ts";
import type { StageFile } from "./stage-file.ts";

/** Servers have the first service, workers the second. */
const SERVICES = ["k3s", "k3s-agent"] as const;

/** Of systemd, which keeps drop-ins across reboots: Kairos forgets other folders below /etc. */
const FOLDER = "/etc/systemd/system";
const FILE = "flotilla-proxy.conf";

/**
 * Drop-ins that give the proxy to containerd alone (docs.k3s.io/advanced, Configuring an HTTP proxy): it pulls all images,
 * and K3s itself and the kubelet speak to nobody outside.
 */
export function proxyFiles(proxy: SiteProxy): readonly StageFile[] {
  const lines = proxyEnvironment(proxy).map(({ name, value }) => `Environment="CONTAINERD_${name}=${value}"\n`);
  const content = `[Service]\n${lines.join("")}`;
  return SERVICES.map((service) => ({ path: `${FOLDER}/${service}.service.d/${FILE}`, content }));
}

/** Files of proxyFiles, as a shell finds them. */
export const PROXY_PATTERNS = SERVICES.map((service) => `${FOLDER}/${service}.service.d/${FILE}`);
