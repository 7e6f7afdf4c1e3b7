/** What no field of an app can say by itself: names that must differ, references inside the file, what kinds exclude. */

import type { ContainerSpec, InitContainerSpec, PortSpec, ProbesSpec } from "./app-container-file.ts";
import type { ExposeSpec } from "./app-network-file.ts";
import type { VolumeSpec } from "./app-volume-file.ts";
import { REGISTRATION } from "./consul-registration.ts";
import { topologyNames } from "./topology-variables.ts";

export interface Issue {
  readonly path: readonly (string | number)[];
  /** What was expected. */
  readonly message: string;
  /** Names that may be meant by the last step, or by the value there. */
  readonly candidates?: readonly string[];
}

interface AppParts {
  readonly topology?: boolean | undefined;
  readonly peers?: boolean | undefined;
  readonly config: Readonly<Record<string, string>>;
  readonly secrets: readonly { readonly name: string }[];
  readonly name: string;
  readonly kind: "service" | "job";
  readonly schedule?: string | undefined;
  readonly replicas: number;
  readonly ports: readonly PortSpec[];
  readonly probes?: ProbesSpec | undefined;
  readonly volumes?: readonly VolumeSpec[] | undefined;
  readonly containers: readonly ContainerSpec[];
  readonly initContainers: readonly InitContainerSpec[];
  readonly expose?: ExposeSpec | undefined;
  readonly consul?: { readonly port?: string | undefined } | undefined;
  readonly federate?: object | undefined;
  readonly rings?: Readonly<Record<string, Difference>> | undefined;
  readonly regions: Readonly<Record<string, Difference>>;
  readonly zones: Readonly<Record<string, Difference>>;
}

interface Difference {
  readonly config?: Readonly<Record<string, string>> | undefined;
  readonly secrets?: readonly { readonly name: string }[] | undefined;
  readonly state?: string | undefined;
  readonly replicas?: number | undefined;
  readonly schedule?: string | undefined;
  readonly expose?: ExposeSpec | undefined;
}

/** All that the app is elsewhere, each with the path to it. */
function differences({ rings = {}, regions, zones }: AppParts) {
  return Object.entries({ rings, regions, zones }).flatMap(([key, parts]) =>
    Object.entries<Difference>(parts).map(([name, own]) => ({ path: [key, name], own })),
  );
}

export function findAppIssues(app: AppParts): readonly Issue[] {
  return [
    ...kindIssues(app),
    ...federationIssues(app),
    ...nameIssues(app),
    ...claimIssues(app),
    ...portIssues(app),
    ...mountIssues(app),
    ...variableIssues(app),
  ];
}

/** Nothing connects to a job, and a service has no end. */
function kindIssues(app: AppParts): readonly Issue[] {
  const { kind, schedule, ports, replicas, probes, containers, expose } = app;
  const others = differences(app);
  if (kind === "service") {
    const message = "no schedule, or kind: job";
    return [
      ...(schedule === undefined ? [] : [{ path: ["schedule"], message }]),
      ...others.flatMap(({ path, own }) =>
        own.schedule === undefined ? [] : [{ path: [...path, "schedule"], message }],
      ),
    ];
  }
  const message = "nothing here: a job runs to its end and serves nobody";
  return [
    ...(ports.length > 0 ? [{ path: ["ports"], message }] : []),
    ...(replicas === 1 ? [] : [{ path: ["replicas"], message: "no replicas: a job is one pod at a time" }]),
    ...(probes?.readiness === undefined ? [] : [{ path: ["probes", "readiness"], message }]),
    ...(containers.length > 0
      ? [
          {
            path: ["containers"],
            message: "nothing here: a job ends when all containers end; put first steps into initContainers",
          },
        ]
      : []),
    ...(expose ? [{ path: ["expose"], message }] : []),
    ...(app.consul ? [{ path: ["consul"], message }] : []),
    ...others.flatMap(({ path, own }) => [
      ...(own.replicas === undefined
        ? []
        : [{ path: [...path, "replicas"], message: "no replicas: a job is one pod at a time" }]),
      ...(own.expose ? [{ path: [...path, "expose"], message }] : []),
    ]),
  ];
}

/** Where a region's own repository has the app, its objects go with the region from the selector. */
function federationIssues(app: AppParts): readonly Issue[] {
  if (app.federate) return [];
  const message = "no state, or federate for the app: only the centre takes it back from a place";
  return differences(app).flatMap(({ path, own }) =>
    own.state === undefined ? [] : [{ path: [...path, "state"], message }],
  );
}

function nameIssues({ name, containers, initContainers, volumes = [], ports, consul }: AppParts): readonly Issue[] {
  const named = [
    { path: ["name"], name },
    ...initContainers.map((each, index) => ({ path: ["initContainers", index, "name"], name: each.name })),
    ...containers.map((each, index) => ({ path: ["containers", index, "name"], name: each.name })),
  ];
  const portNames = [
    ...ports.map((each, index) => ({ path: ["ports", index, "name"], name: each.name })),
    ...containers.flatMap((each, at) =>
      each.ports.map((port, index) => ({ path: ["containers", at, "ports", index, "name"], name: port.name })),
    ),
  ];
  return [
    ...repeated(named, "a name that no other container of the pod has; the first one has the app's"),
    ...(consul ? named.filter((each) => each.name === REGISTRATION) : []).map(({ path }) => ({
      path,
      message: `another name than ${REGISTRATION}, which consul gives its container`,
    })),
    ...repeated(
      volumes.map((each, index) => ({ path: ["volumes", index, "name"], name: each.name })),
      "a name that no other volume has",
    ),
    ...repeated(
      volumes.map((each, index) => ({ path: ["volumes", index, "path"], name: each.path })),
      "a path that no other volume has",
    ),
    ...repeated(portNames, "a name that no other port of the pod has"),
  ];
}

function repeated(
  named: readonly { readonly path: readonly (string | number)[]; readonly name: string }[],
  message: string,
): readonly Issue[] {
  const seen = new Set<string>();
  return named.flatMap(({ path, name }) => {
    const isNew = !seen.has(name);
    seen.add(name);
    return isNew ? [] : [{ path, message }];
  });
}

/** A claim is of one server at a time (ReadWriteOnce), so the pods of one app cannot share it. */
function claimIssues(app: AppParts): readonly Issue[] {
  const { replicas, volumes = [] } = app;
  if (!volumes.some(({ size }) => size !== undefined)) return [];
  const message =
    "at most one replica beside a volume with a size: one pod alone can write to a claim; make it an app for each";
  return [
    ...(replicas > 1 ? [{ path: ["replicas"], message }] : []),
    ...differences(app).flatMap(({ path, own }) =>
      (own.replicas ?? 0) > 1 ? [{ path: [...path, "replicas"], message }] : [],
    ),
  ];
}

/** Ports that probes and `expose` name. */
function portIssues(app: AppParts): readonly Issue[] {
  const { kind, ports, probes = {}, containers, expose, consul } = app;
  const exposed = [
    ...(expose ? [{ path: ["expose"], expose }] : []),
    ...differences(app).flatMap(({ path, own }) =>
      own.expose ? [{ path: [...path, "expose"], expose: own.expose }] : [],
    ),
  ];
  return [
    ...probeIssues(ports, probes, ["probes"]),
    ...containers.flatMap((each, index) => probeIssues(each.ports, each.probes, ["containers", index, "probes"])),
    ...exposed.flatMap(({ path, expose: { port } }) => portIssue(ports, port, [...path, "port"], [])),
    ...(consul && kind === "service" ? portIssue(ports, consul.port, ["consul", "port"], []) : []),
  ];
}

function probeIssues(
  ports: readonly PortSpec[],
  probes: ProbesSpec,
  path: readonly (string | number)[],
): readonly Issue[] {
  return Object.entries(probes).flatMap(([name, probe]) => {
    if (probe === undefined) return [];
    if (typeof probe === "string") return portIssue(ports, undefined, [...path, name], path.slice(0, -1));
    if (probe.tcp !== undefined) return portIssue(ports, probe.tcp, [...path, name, "tcp"], path.slice(0, -1));
    return probe.http === undefined ? [] : portIssue(ports, probe.port, [...path, name, "port"], path.slice(0, -1));
  });
}

/**
 * Absent, the first TCP port is meant.
 *
 * @param owner path of the container that has the ports
 */
function portIssue(
  ports: readonly PortSpec[],
  wanted: string | undefined,
  path: readonly (string | number)[],
  owner: readonly (string | number)[],
): readonly Issue[] {
  const names = ports.filter(({ protocol }) => protocol === "TCP").map(({ name }) => name);
  if (wanted === undefined ? names.length > 0 : names.includes(wanted)) return [];
  if (names.length > 0) return [{ path, message: `one of the TCP ports ${names.join(", ")}` }];
  const reader = path
    .filter((step) => !owner.includes(step))
    .join(".")
    .replace(/\.(port|tcp)$/, "");
  return [{ path: [...owner, "ports"], message: `the TCP port that ${reader} leads to` }];
}

/** A variable that the topology gives would hide the app's own. */
function variableIssues(app: AppParts): readonly Issue[] {
  const given = topologyNames(app);
  const places = [{ path: [] as readonly string[], own: app }, ...differences(app)];
  const message = `another name than ${given.join(", ")}, which topology or peers give`;
  return places.flatMap(({ path, own: { config = {}, secrets = [] } }) => [
    ...Object.keys(config)
      .filter((key) => given.includes(key))
      .map((key) => ({ path: [...path, "config", key], message })),
    ...secrets.flatMap(({ name }, index) =>
      given.includes(name) ? [{ path: [...path, "secrets", index, "name"], message }] : [],
    ),
  ]);
}

function mountIssues({ volumes = [], containers, initContainers }: AppParts): readonly Issue[] {
  const names = volumes.map(({ name }) => name);
  const of = (key: string, list: readonly InitContainerSpec[]) =>
    list.flatMap(({ mounts }, at) =>
      mounts.flatMap(({ volume }, index) =>
        names.includes(volume)
          ? []
          : [
              {
                path: [key, at, "mounts", index, "volume"],
                message: `a volume of the app: ${names.join(", ") || "none"}`,
              },
            ],
      ),
    );
  return [...of("containers", containers), ...of("initContainers", initContainers)];
}
