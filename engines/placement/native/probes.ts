/** The probes of a container. */

import type { PortSpec, ProbeSpec, ProbesSpec } from "../../../model/app-container-file.ts";
import type { JsonObject } from "../../../model/json.ts";

/** Probes as the app states them; of an app that states none, readiness is a connection to its first TCP port. */
export function probesOf(probes: ProbesSpec | undefined, ports: readonly PortSpec[]): JsonObject {
  const first = ports.find(({ protocol }) => protocol === "TCP")?.name;
  // A rollout that cannot tell a ready pod from a starting one takes the app down.
  const readiness = probes?.readiness ?? (first === undefined ? undefined : { tcp: first });
  const { liveness, startup } = probes ?? {};
  return {
    ...(readiness !== undefined && { readinessProbe: probe(readiness, first) }),
    ...(liveness !== undefined && { livenessProbe: probe(liveness, first) }),
    ...(startup !== undefined && { startupProbe: probe(startup, first) }),
  };
}

function probe(spec: ProbeSpec, first: string | undefined): JsonObject {
  if (typeof spec === "string") return { httpGet: { path: spec, port: first ?? "" } };
  const { http, tcp, exec = [], port = first ?? "", ...given } = spec;
  const timing = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (http !== undefined) return { httpGet: { path: http, port }, ...timing };
  return tcp === undefined ? { exec: { command: exec }, ...timing } : { tcpSocket: { port: tcp }, ...timing };
}
