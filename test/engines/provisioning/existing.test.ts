import { expect, test } from "vitest";
import { existing } from "../../../engines/provisioning/existing/existing.ts";
import { expectFiles } from "../golden-files.ts";
import { exampleSite, firstAgent } from "./example-site.ts";

const provisioner = { engine: "existing" } as const;
const site = exampleSite({ provisioner, roles: ["worker", "control-plane"] });

test("whoever installed the cluster finds what lets it pull beside its first control plane", () => {
  expectFiles(existing.hostFiles(site, provisioner, firstAgent), `${import.meta.dirname}/golden/existing`);
});

test("nothing is installed, upgraded or asked of a cluster that somebody else looks after", () => {
  expect(existing.hubObjects(site, provisioner, firstAgent)).toEqual([]);
  expect(existing.siteObjects(site, provisioner)).toEqual([]);
  expect(existing.gaps(exampleSite({ provisioner, network: { vip: undefined } }), provisioner)).toEqual([]);
});

test("a chart in a Git folder is named with its place and its tag", () => {
  const source = { kind: "git", url: "https://git.panji.example/x.git", tag: "v1", path: "charts/x" } as const;
  const charts = [{ name: "x", namespace: "y", source, values: {} }];
  const [file] = existing.hostFiles(site, provisioner, { ...firstAgent, charts });
  expect(file?.text).toContain("# helm install x ./charts/x from https://git.panji.example/x.git at v1 --namespace y");
});
