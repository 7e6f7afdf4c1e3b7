/** What a hub computes from the series of its sites for the centre to keep. */

/** What the centre keeps of every site: a handful of series each, whatever runs there. */
export const forwardedSeries = "site:.+";

const place = "fleet, region, zone, site";

/** Rules of Prometheus on a hub, over the series that the sites have sent. */
export const recordingRules = {
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
      ],
    },
  ],
};
