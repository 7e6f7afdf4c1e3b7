import { expect, test } from "vitest";
import type { AgentBootstrap } from "../../../engines/engine.ts";
import { existing } from "../../../engines/provisioning/existing/existing.ts";
import { filesOf, poolOf } from "../artifacts.ts";
import { expectFiles } from "../golden-files.ts";
import { agentBootstrap, exampleSite } from "./example-site.ts";

const provisioner = { engine: "existing" } as const;
const lower = (bootstrap: AgentBootstrap) => existing.lower({ site, pool: poolOf(site), bootstrap }, provisioner);
const site = exampleSite({ provisioner, roles: ["worker", "control-plane"] });

test("whoever installed the cluster finds what lets it pull beside its first control plane", () => {
  expectFiles(filesOf(lower(agentBootstrap)), `${import.meta.dirname}/golden/existing`);
});

test("nothing is installed, upgraded or asked of a cluster that somebody else looks after", () => {
  expect(lower(agentBootstrap).filter(({ kind }) => kind === "objects")).toEqual([]);
  const bare = exampleSite({ provisioner, network: { vip: undefined } });
  expect(existing.unsupported({ site: bare, pool: poolOf(bare) }, provisioner)).toEqual([]);
});

test("a chart in a Git folder is named with its place and its tag", () => {
  const source = { kind: "git", url: "https://git.panji.example/x.git", tag: "v1", path: "charts/x" } as const;
  const charts = [{ name: "x", namespace: "y", source, values: {} }];
  const [file] = filesOf(lower({ ...agentBootstrap, charts }));
  expect(file?.text).toContain("# helm install x ./charts/x from https://git.panji.example/x.git at v1 --namespace y");
});
