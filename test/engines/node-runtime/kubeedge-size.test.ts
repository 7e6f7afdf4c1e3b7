import { describe, expect, test } from "vitest";
import { hubParent } from "../../../compiler/lower/lower-runtimes.ts";
import { validateObject } from "../../../compiler/validate-object.ts";
import type { ParentCluster } from "../../../engines/engine.ts";
import { cloudCoreRelease, disruptionBudget } from "../../../engines/node-runtime/kubeedge/cloudcore.ts";
import { kubeEdgeExample } from "../../../engines/node-runtime/kubeedge/example.ts";
import { kubeedge } from "../../../engines/node-runtime/kubeedge/kubeedge.ts";
import type { JsonObject } from "../../../model/json.ts";
import { exampleSite } from "../provisioning/example-site.ts";

const site = exampleSite({ provisioner: kubeEdgeExample, kind: "nodes", roles: ["worker"] });
const parent = hubParent(site.region) as ParentCluster;

describe("CloudCore of a hub", () => {
  const valuesFor = (nodes: number) => cloudCoreRelease(parent, nodes, kubeEdgeExample).values as JsonObject;

  test("is one as long as one can take all servers with a fifth to spare", () => {
    expect(valuesFor(833)["cloudCore"]).not.toHaveProperty("replicaCount");
    expect(valuesFor(833)).toEqual(valuesFor(1));
    expect(disruptionBudget(833)).toEqual([]);
  });

  // One over the limit of a CloudCore is sent away, and all servers come to one when the others start anew.
  test("is one more than they take beyond that, each with room for all and on a server of its own", () => {
    expect(valuesFor(834)).toMatchObject({
      cloudCore: {
        replicaCount: 3,
        affinity: { podAntiAffinity: {} },
        modules: { cloudHub: { nodeLimit: "2000" } },
        resources: { requests: { memory: "512Mi" }, limits: { memory: "3Gi" } },
      },
    });
    expect(valuesFor(3000)).toMatchObject({
      cloudCore: { replicaCount: 5, modules: { cloudHub: { nodeLimit: "4000" } } },
    });
  });

  test("loses one of several at a time", () => {
    expect(disruptionBudget(834).flatMap(validateObject)).toEqual([]);
    expect(disruptionBudget(834)).toMatchObject([{ kind: "PodDisruptionBudget", spec: { maxUnavailable: 1 } }]);
  });
});

describe("what is told of large hubs", () => {
  const told = (count: number, settings = kubeEdgeExample) =>
    kubeedge.unsupported({ parent, sites: Array.from({ length: count }, () => ({ site, settings })) }, [settings]);

  test("more nodes than a cluster of Kubernetes is made for are refused", () => {
    expect(told(5000)).toEqual([]);
    expect(told(5001)).toMatchObject([
      {
        requested: expect.stringMatching(/^5001 edge nodes at one parent: .* 5000 in a cluster$/),
        subject: parent.path,
      },
    ]);
  });

  test("jobs of several CloudCores say wrong things of servers, where they would upgrade some", () => {
    const next = { ...kubeEdgeExample, version: "v1.23.2", upgradesFrom: "v1.23.1" };
    expect(told(833, next)).toEqual([]);
    expect(told(834, next)).toMatchObject([
      { requested: expect.stringContaining("from 3 CloudCores"), severity: "warning" },
    ]);
  });
});
