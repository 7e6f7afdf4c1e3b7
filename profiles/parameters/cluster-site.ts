import { z } from "zod";
import { address } from "../../model/address-scalars.ts";
import { quantity } from "../../model/scalars.ts";
import { hostOrAddress, sshPublicKey } from "./fields.ts";

/** Parameters of the profiles that make an autonomous cluster. */
export const clusterSiteParameters = z.strictObject({
  ntp: z
    .array(hostOrAddress)
    .default([])
    .describe("Time servers of the hosts, by name or address; empty: those of the operating system."),
  dns: z.array(address).default([]).describe("Name servers of the hosts; empty: the gateway."),
  gateway: address.optional().describe("Way out of the node network; absent: its first address."),
  sshKeys: z.array(sshPublicKey).default([]).describe("Public keys of the operators' accounts."),
  storage: quantity
    .default("100Gi")
    .describe("How much of the site's disks the volumes of one tenant namespace may claim together."),
  storageEngine: z
    .enum(["local-path", "longhorn"])
    .default("local-path")
    .describe("local-path: a folder of one server, no copy. longhorn: up to three copies on as many servers."),
  ingress: z
    .enum(["none", "traefik"])
    .default("none")
    .describe(
      "traefik: takes ports 80 and 443 of every server and of network.ingressVip, for apps that are exposed. none: no app can be.",
    ),
  externalSecrets: z
    .boolean()
    .default(false)
    .describe("Whether External Secrets fetches what apps name under secrets; it needs the ClusterSecretStore fleet."),
  admission: z
    .enum(["deny", "warn", "off"])
    .default("deny")
    .describe(
      "What the API server does with what the rules for tenants forbid. deny: refuses it. warn: tells the caller and the audit log. off: no such policies. They need Kubernetes 1.30.",
    ),
  logShipper: z.enum(["vector", "logstash"]).default("vector").describe("What sends the logs of all pods to the hub."),
  metricsRetention: z
    .string()
    .regex(/^[1-9]\d*[mhd]$/, "a duration in minutes, hours or days, like 30m, 6h or 2d")
    .default("6h")
    .describe("How long metrics wait on the site's disk while the hub is out of reach."),
});
