/** The DaemonSet of a log shipper: one pod on every server, control planes included. */

import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { type ConfigurationFiles, configuration, configurationMark } from "../configuration.ts";
import { clientCertificate, observabilityNamespace as namespace } from "../observability.ts";

/** What differs between the shippers; all of them read /var/log/pods of their server. */
export interface LogShipper {
  readonly name: string;
  /** Labels of the pod besides its name. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly image: string;
  readonly files: ConfigurationFiles;
  readonly arguments?: readonly string[];
  readonly env?: readonly object[];
  readonly envFrom: readonly object[];
  readonly ports?: readonly object[];
  readonly probes: object;
  readonly podSecurity: object;
  readonly containerSecurity: object;
  readonly resources: object;
  readonly volumes: readonly object[];
  readonly volumeMounts: readonly object[];
  readonly affinity?: object | undefined;
}

/** One pod on every server, control planes included. */
export function logDaemonSet(scope: Construct, shipper: LogShipper): void {
  const { name, files } = shipper;
  const labels = { "app.kubernetes.io/name": name };
  configuration(scope, name, namespace, files);
  new ApiObject(scope, "daemon-set", {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels: { ...labels, ...shipper.labels }, annotations: configurationMark(files) },
        spec: {
          serviceAccountName: name,
          securityContext: shipper.podSecurity,
          tolerations: [{ operator: "Exists", effect: "NoSchedule" }],
          ...(shipper.affinity && { affinity: shipper.affinity }),
          containers: [
            {
              name,
              image: shipper.image,
              imagePullPolicy: "IfNotPresent",
              ...(shipper.arguments && { args: shipper.arguments }),
              ...(shipper.env && { env: shipper.env }),
              envFrom: shipper.envFrom,
              ...(shipper.ports && { ports: shipper.ports }),
              ...shipper.probes,
              resources: shipper.resources,
              securityContext: shipper.containerSecurity,
              volumeMounts: [
                { name: "pod-logs", mountPath: "/var/log/pods", readOnly: true },
                clientCertificate.mount,
                ...shipper.volumeMounts,
              ],
            },
          ],
          volumes: [
            { name: "configuration", configMap: { name } },
            { name: "pod-logs", hostPath: { path: "/var/log/pods", type: "Directory" } },
            clientCertificate.volume,
            ...shipper.volumes,
          ],
        },
      },
    },
  });
}
