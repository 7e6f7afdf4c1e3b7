import { expect, test } from "vitest";
import { loadFleet } from "../../../compiler/load/load-fleet.ts";
import { locate } from "../../../compiler/load/locate.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { fleetOnDisk } from "../../fleet-on-disk.ts";

const file = "apps/retail/till.yaml";
const head = `name: till
tenant: retail
image: registry.panji.example/retail/till:1.0.0@sha256:${"a1".repeat(32)}
resources: { cpu: 100m, memory: 128Mi }
`;
const ports = "ports: [{ name: http, port: 8080 }]\n";

/** Every finding on an app with these lines, as `line:column code message`. */
function faults(lines: string): readonly string[] {
  const { diagnostics, textOf } = loadFleet(fleetOnDisk({ [file]: head + lines }), catalogue);
  return locate(diagnostics, textOf).map(
    ({ position, code, message }) => `${position?.line}:${position?.column} ${code} ${message}`,
  );
}

test.each([
  [
    "secrets from a store and from a Secret",
    "secrets: [{ name: A, from: retail/till, property: a }, { name: B, secret: till, key: b }]\n",
  ],
  [
    "a volume of each kind",
    'volumes: [{ name: a, path: /a, size: 1Gi }, { name: b, path: /b, emptyDir: 1Mi }, { name: c, path: /c, files: { x: "y" } }]\n',
  ],
  [
    "probes in short and in full",
    `${ports}probes: { readiness: /ready, liveness: { tcp: http }, startup: { exec: [up] } }\n`,
  ],
  ["a word on lost servers", "onNodeLoss: keep\n"],
  ["a limit for lost servers", "onNodeLoss: { evictAfter: 120 }\n"],
  [
    "a place in Consul's list",
    `${ports}consul: { check: /ready, deregisterAfter: 2m, token: { from: retail/consul } }\n`,
  ],
  ["a job with a schedule", 'kind: job\nschedule: "0 3 * * *"\n'],
  [
    "a name for clients and destinations",
    `${ports}expose: { hosts: [till.panji.example] }\negress: [{ cidr: 192.0.2.7/32, ports: [443] }]\n`,
  ],
])("An app may have %s", (_, lines) => {
  expect(faults(lines)).toEqual([]);
});

test.each([
  [
    "another word on lost servers",
    "onNodeLoss: evict\n",
    ['5:13 load/value onNodeLoss: found "evict", expected keep, or evictAfter with 0 to 604800 seconds'],
  ],
  [
    "a limit for lost servers that is no number of seconds",
    "onNodeLoss: { evictAfter: 5m }\n",
    ["5:13 load/value onNodeLoss: found a mapping, expected keep, or evictAfter with 0 to 604800 seconds"],
  ],
  [
    "a retired folder that holds nothing",
    "volumes: [{ name: a, path: /a, emptyDir: 1Mi, state: retired }]\n",
    ['5:54 load/value volumes.0.state: found "retired", expected retired for a claim alone, which has a size'],
  ],
  [
    "a job in Consul's list",
    "kind: job\nconsul: {}\n",
    ["6:9 load/value consul: found a mapping, expected nothing here: a job runs to its end and serves nobody"],
  ],
  [
    "a port of Consul's that the app does not have, a time that is too short, half a token",
    `${ports}consul: { port: web, deregisterAfter: 30s, token: { secret: consul } }\n`,
    [
      '6:39 load/value consul.deregisterAfter: found "30s", expected at least one minute: Consul takes no less',
      "6:51 load/value consul.token: found a mapping, expected { from, property }, an entry of the secret store, or { secret, key }",
      '6:17 load/value consul.port: found "web", expected one of the TCP ports http',
    ],
  ],
  [
    "a container with the name of the one that registers",
    `${ports}consul: {}\ncontainers: [{ name: consul-registration, image: "registry.panji.example/x:1", resources: { cpu: 1m, memory: 1Mi } }]\n`,
    [
      '7:22 load/value containers.0.name: found "consul-registration", expected another name than consul-registration, which consul gives its container',
    ],
  ],
  ["an unknown state", "state: gone\n", ['5:8 load/value state: found "gone", expected one of active, retired']],
  [
    "an unknown kind of volume",
    "volumes: [{ name: a, path: /a, hostPath: /a }]\n",
    [
      "5:32 load/unknown-key volumes.0.hostPath: unknown key, expected one of name, path, size, state, class, emptyDir, files",
    ],
  ],
  [
    "a volume of no kind",
    "volumes: [{ name: a, path: /a }]\n",
    ["5:11 load/missing-key volumes.0: missing key size, expected one of size (a claim), emptyDir and files"],
  ],
  [
    "a class without a claim",
    "volumes: [{ name: a, path: /a, emptyDir: 1Mi, class: longhorn }]\n",
    ['5:54 load/value volumes.0.class: found "longhorn", expected class beside size alone'],
  ],
  [
    "two pods for one claim",
    "replicas: 2\nvolumes: [{ name: a, path: /a, size: 1Gi }]\n",
    [
      "5:11 load/value replicas: found 2, expected at most one replica beside a volume with a size: one pod alone can write to a claim; make it an app for each",
    ],
  ],
  [
    "a secret from nowhere",
    "secrets: [{ name: A }]\n",
    [
      "5:11 load/missing-key secrets.0: missing key from, expected from, an entry of the secret store, or secret, a Secret in the namespace: one of the two",
    ],
  ],
  [
    "a secret in the file",
    "secrets: [{ name: A, value: s3cr3t }]\n",
    ["5:22 load/unknown-key secrets.0.value: unknown key, expected one of name, from, property, secret, key"],
  ],
  [
    "a probe of a port that is not there",
    `${ports}probes: { liveness: { tcp: grpc } }\n`,
    ['6:28 load/value probes.liveness.tcp: found "grpc", expected one of the TCP ports http'],
  ],
  [
    "a schedule of a service",
    'schedule: "0 3 * * *"\n',
    ['5:11 load/value schedule: found "0 3 * * *", expected no schedule, or kind: job'],
  ],
  [
    "a schedule in words",
    "kind: job\nschedule: every night\n",
    [
      '6:11 load/value schedule: found "every night", expected a schedule of five fields, like "30 2 * * *", or @hourly, @daily, @weekly, @monthly, @yearly',
    ],
  ],
  [
    "a job that serves",
    `kind: job\n${ports}`,
    ["6:8 load/value ports: found a list of 1, expected nothing here: a job runs to its end and serves nobody"],
  ],
  [
    "two containers of one name",
    `containers: [{ name: till, image: "registry.panji.example/a:1", resources: { cpu: 1m, memory: 1Mi } }]\n`,
    [
      '5:22 load/value containers.0.name: found "till", expected a name that no other container of the pod has; the first one has the app\'s',
    ],
  ],
  [
    "a mount of no volume",
    `initContainers: [{ name: up, image: "registry.panji.example/a:1", resources: { cpu: 1m, memory: 1Mi }, mounts: [{ volume: data, path: /a }] }]\n`,
    ['5:123 load/value initContainers.0.mounts.0.volume: found "data", expected a volume of the app: none'],
  ],
  [
    "a name of a host with a path",
    `${ports}expose: { hosts: [till.panji.example/shop] }\n`,
    [
      '6:19 load/value expose.hosts.0: found "till.panji.example/shop", expected a lower-case domain, like edge.panji.example',
    ],
  ],
  [
    "an exposed app without a port",
    "expose: { hosts: [till.panji.example] }\n",
    ["1:1 load/missing-key missing key ports, expected the TCP port that expose leads to"],
  ],
  [
    "a destination by name",
    "egress: [{ cidr: bank.example, ports: [443] }]\n",
    [
      '5:18 load/value egress.0.cidr: found "bank.example", expected a network with its host bits zero, like 10.44.12.0/26 or fd00:44:12::/64',
    ],
  ],
  [
    "two certificates for one name",
    `${ports}expose: { hosts: [a.example], tls: { secret: a, from: b } }\n`,
    ["6:36 load/value expose.tls: found a mapping, expected one of secret, from and issuer"],
  ],
])("%s is told with its place and with what was expected", (_, lines, expected) => {
  expect(faults(lines)).toEqual(expected);
});
