/** Changes of a fleet as people make them, with what a reviewer must be able to read off the comment alone. */

import { anotherSite, edited, type Files, reviewFleet } from "./review-fleet.ts";

export interface Case {
  readonly name: string;
  readonly base?: Files;
  readonly head: Files;
  /** Texts of the comment that answer it. */
  readonly answers: {
    readonly what: string;
    readonly where: string;
    readonly howMany: string;
    readonly breaks: string;
    readonly why: string;
    readonly when: string;
    /** Who must agree, and to what. */
    readonly who: string;
  };
}

const shenzhen = "sites/guangdong/shenzhen.yaml";
const foshan = "sites/guangdong/foshan.yaml";
/** All sites on one version of their profile. */
export const pinned = (version: string): Files =>
  Object.fromEntries(
    Object.entries(reviewFleet).map(([path, text]) => [path, text.replaceAll("edge-k3s@1.0.0", `edge-k3s@${version}`)]),
  );

export const cases: readonly Case[] = [
  {
    name: "os-and-kubernetes-bump",
    head: pinned("1.1.0"),
    answers: {
      what: "NodeOp os: 1.33.10 -&gt; 1.33.11 replaced",
      where: "7 sites in 2 regions",
      howMany: "7 of 7 sites change",
      breaks: "**reboot** at 7 clusters",
      why: "profile edge-k3s@\u200B1.0.0 -\\> edge-k3s@\u200B1.1.0, sites/guangdong/foshan.yaml:7 and 6 more places",
      when: "**canary**: 1 site: fibre 1 (107 kB, 5 to 10 minutes)",
      who: "panji/platform-team (edge-k3s): replacement at 7 sites",
    },
  },
  {
    name: "cni-bump",
    base: pinned("1.2.0"),
    head: pinned("1.3.0"),
    answers: {
      what: "1.18.9 -&gt; 1.18.10",
      where: "30-cilium",
      howMany: "7 of 7 sites change",
      breaks: "**restart** at 7 clusters",
      why: "profile edge-k3s@\u200B1.2.0 -\\> edge-k3s@\u200B1.3.0",
      when: "**early**: 2 sites: fibre 2",
      who: "panji/platform-team (edge-k3s): 7 of 7 sites change",
    },
  },
  {
    name: "zone-added",
    head: {
      ...reviewFleet,
      "sites/guangdong/zhuhai.yaml": `zone: zhuhai\nring: main\nparameters: {}\nsites:\n${anotherSite("zh-mall-01", "10.44.17", 8)}`,
    },
    answers: {
      what: "whole sites added",
      where: "guangdong",
      howMany: "1 of 8 sites change",
      breaks: "1 added",
      why: "zone zhuhai added, sites/guangdong/zhuhai.yaml",
      when: "**main**: 1 site: fibre 1",
      who: "panji/fleet-team (panji): 1 of 8 sites change, more than 10 %",
    },
  },
  {
    name: "site-retired",
    head: edited(reviewFleet, {
      [foshan]: (text) => text.replace(/(fs-mall-02[\s\S]*?state: )active/, "$1retired"),
    }),
    answers: {
      what: "removed",
      where: "guangdong 1",
      howMany: "1 of 7 sites change",
      breaks: "stop",
      why: "state active -\\> retired, sites/guangdong/foshan.yaml",
      when: "lte 1 (1 kB, 15 to 30 minutes)",
      who: "panji/fleet-team (panji): deletion at 1 site",
    },
  },
  {
    name: "site-renamed",
    head: edited(reviewFleet, { [foshan]: (text) => text.replaceAll("fs-mall-02", "fs-arcade-02") }),
    answers: {
      what: "site renamed: panji/guangdong/foshan/fs-mall-02 -\\> panji/guangdong/foshan/fs-arcade-02",
      where: "foshan",
      howMany: "1 of 7 sites change",
      breaks: "everything of it is made anew under the new name",
      why: "0 removed, 1 moved, 0 added",
      when: "lte 1 (106 kB, 15 to 30 minutes)",
      who: "panji/fleet-team (panji): replacement at 1 site",
    },
  },
  {
    name: "zone-renamed",
    head: {
      ...edited(reviewFleet, { [foshan]: () => "" }),
      "sites/guangdong/shunde.yaml": (reviewFleet[foshan] as string).replace("zone: foshan", "zone: shunde"),
    },
    answers: {
      what: "zone renamed: panji/guangdong/foshan -\\> panji/guangdong/shunde, 2 sites",
      where: "guangdong",
      howMany: "2 of 7 sites change",
      breaks: "everything of it is made anew under the new name",
      why: "0 removed, 2 moved, 0 added",
      when: "**main**: 2 sites: fibre 1",
      who: "panji/fleet-team (panji): replacement at 2 sites",
    },
  },
  {
    name: "shared-parameter",
    head: edited(reviewFleet, { "sites/fleet.yaml": (text) => text.replace("6h", "12h") }),
    answers: {
      what: "StatefulSet prometheus: 6h -&gt; 12h changed",
      where: "7 sites in 2 regions",
      howMany: "7 of 7 sites change",
      breaks: "**restart** at 7 clusters",
      why: "parameter metricsRetention 6h -\\> 12h, sites/fleet.yaml:6",
      when: "Asia/Shanghai (UTC+08:00): guangdong 2 · hunan 2",
      who: "panji/fleet-team (panji): 7 of 7 sites change, more than 10 %",
    },
  },
  {
    name: "delivery-swapped",
    head: edited(reviewFleet, { "sites/hunan/region.yaml": (text) => text.replace("argocd", "flux") }),
    answers: {
      what: "delivery argocd -&gt; flux replaced",
      where: "hunan",
      howMany: "2 of 7 sites change, also 1 hub",
      breaks: "blocking finding",
      why: "delivery argocd -\\> flux, sites/hunan/region.yaml:4",
      when: "**main**: 2 sites: fibre 1 (37 kB, 5 to 10 minutes) · link unknown 1",
      who: "panji/hunan-operations (panji/hunan): deletion at 2 sites and 1 other place",
    },
  },
  {
    name: "server-replaced",
    head: edited(reviewFleet, {
      [shenzhen]: (text) =>
        text.replace("b4c04f4e3302", "b4c04f4eaa02").replace("02:44:0c:00:00:02", "02:44:0c:00:aa:02"),
    }),
    answers: {
      what: "cloud-config.yaml",
      where: "`hosts/*/cloud-config.yaml`",
      howMany: "1 of 7 sites change",
      breaks: "sz-nanshan-02",
      why: "sites/guangdong/shenzhen.yaml",
      when: "**early**: 1 site: fibre 1",
      who: "panji/fleet-team (panji): replacement at 1 site",
    },
  },
  {
    name: "tenant-added",
    head: edited(reviewFleet, {
      "sites/fleet.yaml": (text) =>
        text.replace(
          "owners: [retail-team] }",
          "owners: [retail-team] }, { name: media, namespaces: [media], owners: [media-team] }",
        ),
    }),
    answers: {
      what: "Namespace media",
      where: "5 sites in 1 region",
      howMany: "7 of 7 sites change",
      breaks: "Nothing restarts",
      why: "tenants",
      when: "**main**: 4 sites: fibre 2",
      who: "panji/fleet-team (panji): 7 of 7 sites change, more than 10 %",
    },
  },
  {
    name: "app-in-all-sites",
    head: edited(reviewFleet, {
      "apps/retail/checkout.yaml": (text) => text.replace("2.4.1@sha256:a1", "2.5.0@sha256:b2"),
    }),
    answers: {
      what: "Deployment checkout",
      where: "7 sites in 2 regions",
      howMany: "7 of 7 sites change",
      breaks: "**restart** at 7 clusters",
      why: "app retail/checkout image",
      when: "**main**: 4 sites: fibre 2",
      who: "panji/fleet-team (panji): 7 of 7 sites change, more than 10 %",
    },
  },
  {
    name: "markup-in-values",
    head: edited(reviewFleet, {
      "apps/retail/checkout.yaml": (text) =>
        text.replace("LOG_LEVEL: info", 'LOG_LEVEL: "```\\n</details>@everyone <img src=x> | [a](b)"'),
    }),
    answers: {
      what: "ConfigMap checkout",
      where: "7 sites in 2 regions",
      howMany: "7 of 7 sites change",
      breaks: "restart",
      why: "app retail/checkout config.LOG",
      when: "**main**: 4 sites: fibre 2",
      who: "panji/fleet-team (panji): 7 of 7 sites change, more than 10 %",
    },
  },
];
