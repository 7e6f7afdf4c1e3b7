import { defineLayer } from "../../../constructs/profile.ts";
import type { Site } from "../../../constructs/site.ts";
import { yamlText } from "../../../model/yaml-text.ts";
import { clusterAccess } from "../cluster-access.ts";
import { factsEnvironment } from "../facts/config-map.ts";
import { allowTraffic, denyAll } from "../network-policy.ts";
import { clientCertificate, observabilityNamespace as namespace, receiverPorts, upstreamOf } from "../observability.ts";
import { clientTls, prometheus } from "./prometheus.ts";
import { scrapeAccess, scrapeConfigs } from "./scrape-configs.ts";

/**
 * Prometheus in agent mode: it keeps what it scraped on disk until the hub has taken it, for the
 * retention at most, and answers no queries itself. For `kubeletVerified` see `scrapeConfigs`.
 */
export function metricsAgent({ kubeletVerified }: { readonly kubeletVerified: boolean }) {
  return defineLayer({
    name: "metrics",
    category: "addon",
    awaited: false,
    inputs: ({ registry, region }: Site, { metricsRetention: retention }: { readonly metricsRetention: string }) =>
      region.hub && { registry, upstream: upstreamOf(region.hub.endpoint).metrics, retention },
    render(scope, { registry, upstream, retention }) {
      denyAll(scope, namespace);
      allowTraffic(scope, {
        namespace,
        app: "prometheus",
        egressPorts: [443, 6443, 10250, receiverPorts.metrics],
        egressToPods: true,
      });
      clusterAccess(scope, "prometheus", namespace, scrapeAccess);
      prometheus(scope, {
        registry,
        files: { "prometheus.yml": yamlText(agentConfiguration(upstream, kubeletVerified)) },
        arguments: [
          "--agent",
          "--storage.agent.path=/prometheus",
          `--storage.agent.retention.max-time=${retention}`,
          "--web.listen-address=:9090",
        ],
        storage: "5Gi",
        resources: { requests: { cpu: "50m", memory: "256Mi" }, limits: { memory: "512Mi" } },
        envFrom: [factsEnvironment],
        probes: {
          livenessProbe: { httpGet: { path: "/-/healthy", port: "web" }, periodSeconds: 30 },
          readinessProbe: { httpGet: { path: "/-/ready", port: "web" }, periodSeconds: 10 },
        },
        volumes: [clientCertificate.volume],
        volumeMounts: [clientCertificate.mount],
      });
    },
  });
}

function agentConfiguration(upstream: string, kubeletVerified: boolean): object {
  return {
    global: {
      scrape_interval: "60s",
      // Prometheus itself fills these in from its environment, so the file is the same for all sites.
      external_labels: {
        fleet: variable("FLEET"),
        region: variable("REGION"),
        zone: variable("ZONE"),
        site: variable("SITE"),
      },
    },
    scrape_configs: scrapeConfigs({ kubeletVerified, edgeNodes: true }),
    remote_write: [{ name: "hub", url: upstream, tls_config: clientTls }],
  };
}

function variable(fact: string): string {
  return `\${FLOTILLA_${fact}}`;
}
