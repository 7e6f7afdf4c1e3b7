import type { Workload } from "./workload.ts";

/**
 * The one container of an app, as the Kubernetes pod security standard `restricted` demands. Its file
 * system stays writable: an app has no word to name the folders it must write to.
 */
export function container({ metadata, spec, image, config }: Workload) {
  const { cpu, memory } = spec.resources;
  const probed = spec.ports.find((port) => port.protocol === "TCP");
  return {
    name: spec.name,
    image,
    imagePullPolicy: "IfNotPresent",
    ...(Object.keys(config).length > 0 && { envFrom: [{ configMapRef: { name: metadata.name } }] }),
    ...(spec.ports.length > 0 && {
      ports: spec.ports.map(({ name, port, protocol }) => ({ name, containerPort: port, protocol })),
    }),
    // A rollout that cannot tell a ready pod from a starting one takes the app down.
    ...(probed && { readinessProbe: { tcpSocket: { port: probed.name } } }),
    // No limit of CPU: it would slow the app down while the server is idle.
    resources: { requests: { cpu, memory }, limits: { memory } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
  };
}
