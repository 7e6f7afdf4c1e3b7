/** What a container of an app may say: command, environment, secrets, probes, volumes. */

import { z } from "zod";
import { clientsSchema, nodePortSchema } from "./node-port.ts";
import { containerName, image, quantity, secretName } from "./scalars.ts";

/** Values of ConfigMaps: every value is text. */
export const textValue = z.string({ error: "text; put numbers and booleans in quotes" });

export const resourcesSchema = z.strictObject({ cpu: quantity, memory: quantity });

const portName = z
  .string()
  .regex(/^(?=.{1,15}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, "a port name of at most 15 characters");

export const portsSchema = z
  .array(
    z
      .strictObject({
        name: portName,
        port: z.int("a port from 1 to 65535").min(1, "a port from 1 to 65535").max(65535, "a port from 1 to 65535"),
        protocol: z.enum(["TCP", "UDP", "SCTP"]).default("TCP"),
        /** At which the servers answer for it, the same everywhere; auto: `flotilla allocate` gives one. Absent: they do not. */
        nodePort: nodePortSchema.optional(),
        /** Ranges of addresses that may ask at the node port; absent: the region's own networks. */
        clients: clientsSchema.optional(),
      })
      .refine(({ nodePort, clients }) => nodePort !== undefined || clients === undefined, {
        path: ["clients"],
        error: "no clients, or a nodePort at which they ask",
      }),
  )
  .default([]);

export const commandSchema = z.array(z.string({ error: "text" })).min(1, "at least one word");

const variableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "the name of an environment variable, like DB_PASSWORD");

/** Entry of the fleet's secret store. */
export const secretEntry = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9._/]{0,251}[a-z0-9])?$/, "an entry of the secret store, like retail/checkout");

/** Key of a Secret, or property of an entry in the secret store. */
export const secretKey = z
  .string()
  .regex(/^[-._a-zA-Z0-9]{1,253}$/, "the name of a value in it: letters, digits, '-', '_' and '.'");

const secretSchema = z
  .strictObject({
    /** Of the environment variable. */
    name: variableName,
    /** Entry of the fleet's secret store; External Secrets fetches it where the app runs. */
    from: secretEntry.optional(),
    /** The value of the entry that is meant; absent: the entry is the value. */
    property: secretKey.optional(),
    /** A Secret of the tenant's namespace that somebody else writes, with `key`. */
    secret: secretName.optional(),
    key: secretKey.optional(),
  })
  .superRefine((secret, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if ((secret.from === undefined) === (secret.secret === undefined)) {
      issue("from", "from, an entry of the secret store, or secret, a Secret in the namespace: one of the two");
    }
    if (secret.secret !== undefined && secret.key === undefined) issue("key", "key, the value of the Secret");
    if (secret.secret !== undefined && secret.property !== undefined) issue("property", "key beside secret");
    if (secret.from !== undefined && secret.key !== undefined) issue("key", "property beside from");
  });

/** Environment variables with values that are in no file of the fleet. */
export const secretsSchema = z.array(secretSchema);

const seconds = z.int("a whole number of seconds").min(1, "at least one second");
const urlPath = z.string().regex(/^\/[^\s#]*$/, "a path that starts with a slash, like /healthz");

const probe = z.union(
  [
    urlPath,
    z
      .strictObject({
        /** Path that answers with a status from 200 to 399. */
        http: urlPath.optional(),
        /** Name of a port that takes a connection. */
        tcp: z.string().optional(),
        /** Command that ends with 0. */
        exec: commandSchema.optional(),
        /** Name of the port for `http`; the first TCP port when absent. */
        port: z.string().optional(),
        initialDelaySeconds: seconds.optional(),
        periodSeconds: seconds.optional(),
        timeoutSeconds: seconds.optional(),
        failureThreshold: z.int("a whole number of failures").min(1, "at least one failure").optional(),
      })
      .refine(({ http, tcp, exec }) => [http, tcp, exec].filter((each) => each !== undefined).length === 1),
  ],
  {
    error:
      "a path for HTTP, like /healthz, or one of { http: /healthz, port }, { tcp: <port> }, { exec: [<command>] } with initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold",
  },
);

export const probesSchema = z.strictObject({
  /** The pod gets traffic while it succeeds. */
  readiness: probe.optional(),
  /** The container is restarted when it fails. */
  liveness: probe.optional(),
  /** The other two wait until it has succeeded once. */
  startup: probe.optional(),
});

/** What all further containers say. */
const further = {
  name: containerName,
  image,
  command: commandSchema.optional(),
  args: commandSchema.optional(),
  resources: resourcesSchema,
  /** Environment variables; nothing secret. */
  env: z.record(variableName, textValue).default({}),
  secrets: secretsSchema.default([]),
  /** Volumes of the app that it sees. */
  mounts: z
    .array(
      z.strictObject({
        volume: z.string(),
        path: z.string().regex(/^\/[^\s:]+$/, "an absolute path, like /var/lib/app"),
        readOnly: z.boolean().optional(),
      }),
    )
    .default([]),
};

/** Containers that run one after the other before the app's own. */
export const initContainerSchema = z.strictObject(further);

/** Containers beside the app's own, in the same pod. */
export const containerSchema = z.strictObject({
  ...further,
  ports: portsSchema,
  probes: probesSchema.default({}),
});

export type ProbeSpec = z.output<typeof probe>;
export type ProbesSpec = z.output<typeof probesSchema>;
export type PortSpec = z.output<typeof portsSchema>[number];
export type SecretReference = z.output<typeof secretSchema>;
export type InitContainerSpec = z.output<typeof initContainerSchema>;
export type ContainerSpec = z.output<typeof containerSchema>;
