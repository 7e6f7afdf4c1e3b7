/** The containers of an app. */

import type { ContainerSpec, InitContainerSpec, PortSpec } from "../../../model/app-container-file.ts";
import { REGISTRATION, REGISTRATION_USER, registrationFields } from "../../../model/consul-registration.ts";
import type { JsonObject } from "../../../model/json.ts";
import { probesOf } from "./probes.ts";
import { secretVariables } from "./secrets.ts";
import { podFields, topologyVariables } from "./topology.ts";
import { ownMounts } from "./volumes.ts";
import type { Workload } from "./workload.ts";

/**
 * The app's own container, as the Kubernetes pod security standard `restricted` demands. Its file system stays writable
 * until the app states `volumes`, the word for the folders it must write to.
 */
export function container(workload: Workload) {
  const { metadata, spec, image, config, secrets } = workload;
  const env = [...topologyVariables(workload), ...secretVariables(secrets, metadata.name)];
  const mounts = ownMounts(workload);
  return {
    name: spec.name,
    image,
    imagePullPolicy: "IfNotPresent",
    ...words(spec),
    ...(env.length > 0 && { env }),
    ...(Object.keys(config).length > 0 && { envFrom: [{ configMapRef: { name: metadata.name } }] }),
    ...containerPorts(spec.ports),
    ...(spec.kind === "job" ? {} : { ...probesOf(spec.probes, spec.ports), ...staysOpen(workload) }),
    ...confined(spec.resources, workload),
    ...(mounts.length > 0 && { volumeMounts: mounts }),
  };
}

/** Containers beside the app's own. */
export function furtherContainers(workload: Workload): readonly JsonObject[] {
  return workload.spec.containers.map((each) => ({
    ...further(each, workload),
    ...containerPorts(each.ports),
    ...probesOf(each.probes, each.ports),
  }));
}

/** Containers that run before. */
export function initContainers(workload: Workload): readonly JsonObject[] {
  return workload.spec.initContainers.map((each) => further(each, workload));
}

function further(spec: InitContainerSpec | ContainerSpec, workload: Workload): JsonObject {
  const { name, image, env, secrets, mounts, resources } = spec;
  // The name is taken where an app is registered, and there alone.
  const isRegistration = workload.spec.consul !== undefined && name === REGISTRATION;
  const variables = [
    ...(isRegistration ? podFields(registrationFields) : topologyVariables(workload)),
    ...Object.entries(env).map(([key, value]) => ({ name: key, value })),
    ...secretVariables(secrets, workload.metadata.name, name),
  ];
  const volumeMounts = mounts.map(({ volume, path, readOnly }) => ({
    name: volume,
    mountPath: path,
    ...(readOnly === true && { readOnly }),
  }));
  return {
    name,
    image,
    imagePullPolicy: "IfNotPresent",
    ...words(spec),
    ...(variables.length > 0 && { env: variables }),
    ...confined(resources, workload, isRegistration ? { runAsUser: REGISTRATION_USER } : {}),
    ...(volumeMounts.length > 0 && { volumeMounts }),
  };
}

function words({ command, args }: Pick<InitContainerSpec, "command" | "args">) {
  return { ...(command && { command }), ...(args && { args }) };
}

function containerPorts(ports: readonly PortSpec[]) {
  return {
    ...(ports.length > 0 && {
      ports: ports.map(({ name, port, protocol }) => ({ name, containerPort: port, protocol })),
    }),
  };
}

/**
 * A pod that is to end is told so while other servers still send it requests, and most programs then take no more: each rollout
 * and each drain would refuse some. Kubernetes 1.30 and later wait by themselves, so the image needs no shell. Older ones
 * would drop the wait and refuse a hook without any; there the program has to go on for a while by itself.
 */
function staysOpen({ spec: { ports }, canSleep }: Workload) {
  return { ...(ports.length > 0 && canSleep && { lifecycle: { preStop: { sleep: { seconds: SECONDS_OPEN } } } }) };
}

/** Of the half minute that a pod has to end. */
const SECONDS_OPEN = 5;

/** No limit of CPU: it would slow the app down while the server is idle. */
function confined(
  { cpu, memory }: { readonly cpu: string; readonly memory: string },
  { spec }: Workload,
  own: { readonly runAsUser?: number } = {},
) {
  return {
    resources: { requests: { cpu, memory }, limits: { memory } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      ...(spec.volumes && { readOnlyRootFilesystem: true }),
      ...own,
    },
  };
}
