/** What a hub computes from the series of its sites for the centre to keep, and what it warns of. */

import { backupNamespace, uploadedContainer } from "../backup/names.ts";

/** What the centre keeps of every site: a handful of series each, whatever runs there. */
export const forwardedSeries = "site:.+";

const place = "fleet, region, zone, site";

/** A month to act in, and less than K3s and the kubelet leave when their renewal works. */
const MARGIN_SECONDS = 30 * 86_400;

/**
 * Alarms before a certificate ends. K3s says how long its own have (docs.k3s.io, metrics: k3s_certificate_expiration_seconds,
 * among those of the kubelet, with which it shares a registry), the kubelet elsewhere how long its own has, cert-manager
 * when those of the hub end. What shows certificates of another kind is a site that falls silent: theirs end there.
 */
const certificateAlarms = {
  name: "certificates",
  rules: [
    {
      alert: "SiteCertificateEnds",
      expr: `site:certificate_expiration_seconds:min < ${MARGIN_SECONDS}`,
      for: "1h",
      labels: { severity: "warning" },
      annotations: {
        summary: "A certificate of site {{ $labels.site }} ends in {{ $value | humanizeDuration }}",
        description: "It is renewed when K3s or the kubelet starts. Guide for operators, section Renew certificates.",
      },
    },
    {
      alert: "HubCertificateEnds",
      expr: `certmanager_certificate_expiration_timestamp_seconds - time() < ${MARGIN_SECONDS / 2}`,
      for: "1h",
      labels: { severity: "warning" },
      annotations: {
        summary:
          "Certificate {{ $labels.namespace }}/{{ $labels.name }} of the hub ends in {{ $value | humanizeDuration }}",
        description: "cert-manager renews it earlier than that: look at the Certificate's events.",
      },
    },
    {
      alert: "SiteSilent",
      expr: "site:up:ratio offset 1d unless site:up:ratio",
      for: "1h",
      labels: { severity: "warning" },
      annotations: {
        summary: "Site {{ $labels.site }} sends no metrics any more",
        description: "Its link is down, it is off, or its certificate for the hub has ended.",
      },
    },
  ],
};

/** Nothing counts the runs of a CronJob but its pods: the last container of each shows that a snapshot has arrived. */
function backupAlarms(hours: number): object {
  return {
    name: "backup",
    rules: [
      {
        alert: "HubBackupMissing",
        expr: `absent_over_time(container_memory_working_set_bytes{namespace="${backupNamespace}", container="${uploadedContainer}", site=""}[${hours}h])`,
        for: "15m",
        labels: { severity: "critical" },
        annotations: {
          summary: `No snapshot of the hub's etcd has reached its bucket for ${hours} hours`,
          description: `Without one a lost hub installs its servers anew: kubectl -n ${backupNamespace} get jobs,pods. Guide for a lost hub.`,
        },
      },
    ],
  };
}

/**
 * Rules of Prometheus on a hub, over the series that the sites have sent and its own.
 *
 * @param backupHours without a back-up, after which it is missed; undefined: none is made
 */
export const rulesOfHub = (backupHours: number | undefined) => ({
  groups: [
    {
      name: "sites",
      rules: [
        { record: "site:up:ratio", expr: `avg by (${place}) (up{job="kubelet", site!=""})` },
        {
          record: "site:cpu_usage_seconds:rate5m",
          expr: `sum by (${place}) (rate(container_cpu_usage_seconds_total{container!="", site!=""}[5m]))`,
        },
        {
          record: "site:memory_working_set_bytes:sum",
          expr: `sum by (${place}) (container_memory_working_set_bytes{container!="", site!=""})`,
        },
        {
          record: "site:oom_events:increase1h",
          expr: `sum by (${place}) (increase(container_oom_events_total{site!=""}[1h]))`,
        },
        {
          record: "site:certificate_expiration_seconds:min",
          expr: `min by (${place}) (k3s_certificate_expiration_seconds{site!=""} or kubelet_certificate_manager_client_ttl_seconds{site!=""})`,
        },
      ],
    },
    certificateAlarms,
    ...(backupHours === undefined ? [] : [backupAlarms(backupHours)]),
  ],
});
