import { expectBadExamples } from "../finding.ts";

expectBadExamples({
  "FLT-GIT-001": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "ConfigMap observability/settings is written twice: in sites/shenzhen/sz-nanshan-01/0 and in sites/shenzhen/sz-nanshan-01/1",
    },
  ],
  "FLT-GIT-002": [
    {
      subject: "panji/guangdong",
      message: "folder sites/shenzhen has 3001 entries, expected at most 3000",
    },
  ],
  "FLT-GIT-003": [
    {
      subject: "panji/guangdong",
      message:
        "path sites/shenzhen/sz-nanshan-01/50-observability/horizontalpodautoscaler.observability.a-name-that-goes-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on.yaml has 248 characters, expected at most 240",
    },
  ],
  "FLT-GIT-004": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "layer monitoring, CronJob retail/settlement-of-the-day-before-for-the-eastern-zone-of-shenzhen: its name has 61 characters, expected at most 52: the time is appended to the names of its jobs",
    },
  ],
  "FLT-GIT-005": [
    {
      subject: "panji/guangdong",
      message:
        "paths sites/shenzhen/configmap.settings.yaml and sites/shenzhen/ConfigMap.settings.yaml differ by case alone",
    },
  ],
});
