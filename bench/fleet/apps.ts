import type { z } from "zod";
import type { appSchema } from "../../model/app-file.ts";

/** Three apps of two tenants: one selects by labels, one by regions, one by zones; zones 001 exist in every fleet. */
export const APPS: readonly z.input<typeof appSchema>[] = [
  {
    name: "checkout",
    tenant: "retail",
    image: `registry.panji.example/retail/checkout:2.4.1@sha256:${"1".repeat(64)}`,
    replicas: 2,
    ports: [{ name: "http", port: 8080 }],
    resources: { cpu: "250m", memory: "256Mi" },
    config: { LOG_LEVEL: "info" },
    select: { labels: { customer: "metro" } },
    zones: { "guangdong-001": { replicas: 3, config: { LOG_LEVEL: "debug" } } },
  },
  {
    name: "signage",
    tenant: "retail",
    image: `registry.panji.example/retail/signage:1.9.0@sha256:${"2".repeat(64)}`,
    ports: [{ name: "http", port: 8090 }],
    resources: { cpu: "500m", memory: "512Mi" },
    config: { PLAYLIST: "default" },
    select: { zones: ["beijing-001", "shanghai-001", "xinjiang-001"] },
    zones: { "xinjiang-001": { config: { PLAYLIST: "west" } } },
  },
  {
    name: "metering",
    tenant: "telco",
    image: `registry.panji.example/telco/metering:0.12.3@sha256:${"3".repeat(64)}`,
    ports: [{ name: "grpc", port: 9443 }],
    resources: { cpu: "100m", memory: "128Mi" },
    config: { EXPORT_INTERVAL: "60s" },
    select: { regions: ["guangdong", "zhejiang"] },
  },
];
