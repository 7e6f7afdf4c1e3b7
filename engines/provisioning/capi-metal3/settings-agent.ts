/** How living servers of a Metal3 site get other settings: a pod on each of them, in the site's own cluster. */

import type { Site } from "../../../constructs/site.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { memoizeByValue } from "../../../model/memo.ts";
import { mirroredImage, type ProfileImage } from "../../../model/provisioner.ts";
import { AUTHORITIES_FILE, hostScript, SETTINGS_FOLDER } from "../cluster-api/host-script.ts";
import { authorityBundle, settingsOfSite, siteSettingNames } from "../cluster-api/site-settings.ts";

const name = "host-settings";
/** No tenant may have it: whoever works there is root on every server. */
export const SETTINGS_NAMESPACE = "flotilla-hosts";
const namespace = SETTINGS_NAMESPACE;
const SCRIPT = "apply.sh";

/** On the server; the container sees the folder of settings alone, and enters the server to run the script there. */
const LOOP = `set -eu
done=none
while true; do
  now=$(cat /settings/* | cksum)
  if [ "$now" != "$done" ]; then
    for file in ${AUTHORITIES_FILE} ${siteSettingNames.join(" ")} ${SCRIPT}; do
      cp "/settings/$file" "/server/.$file"
      mv "/server/.$file" "/server/$file"
    done
    nsenter --target 1 --mount -- /bin/sh ${SETTINGS_FOLDER}/${SCRIPT} && done=$now
  fi
  sleep 60
done
`;

/**
 * Brings authorities, users, proxy, search domains and time zone to every server within two minutes of a change, without
 * a reboot; a key or an authority that is taken back is gone. Kubernetes brings the changed ConfigMap into the pod, which
 * is not restarted. Sites with equal settings have equal objects.
 *
 * @param image with `sh` and `nsenter`
 */
export function settingsAgent(site: Site, image: ProfileImage): readonly KubernetesObject[] {
  return agentObjects(mirroredImage(site.registry, image), settingsOfSite(site), authorityBundle(site));
}

const agentObjects = memoizeByValue(
  (image: string, settings: Readonly<Record<string, string>>, authorities: string): readonly KubernetesObject[] => [
    {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: namespace, labels: { "pod-security.kubernetes.io/enforce": "privileged" } },
    },
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name, namespace },
      data: {
        [AUTHORITIES_FILE]: authorities,
        ...Object.fromEntries(siteSettingNames.map((each) => [each, settings[each] ?? ""])),
        [SCRIPT]: hostScript,
      },
    },
    daemonSet(image),
  ],
);

function daemonSet(image: string): KubernetesObject {
  const labels = { "app.kubernetes.io/name": name };
  return {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          priorityClassName: "system-node-critical",
          automountServiceAccountToken: false,
          hostPID: true,
          tolerations: [{ operator: "Exists" }],
          containers: [
            {
              name,
              image,
              imagePullPolicy: "IfNotPresent",
              command: ["sh", "-c", LOOP],
              resources: { requests: { cpu: "5m", memory: "16Mi" }, limits: { memory: "64Mi" } },
              // Whoever enters the namespaces of process 1 needs all of it.
              securityContext: { privileged: true },
              volumeMounts: [
                { name: "settings", mountPath: "/settings", readOnly: true },
                { name: "server", mountPath: "/server" },
              ],
            },
          ],
          volumes: [
            { name: "settings", configMap: { name } },
            { name: "server", hostPath: { path: SETTINGS_FOLDER, type: "DirectoryOrCreate" } },
          ],
        },
      },
    },
  };
}
