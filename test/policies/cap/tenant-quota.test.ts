import { describe, expect, test } from "vitest";
import { tenantQuota } from "../../../policies/cap/tenant-quota.ts";
import { compileFleet } from "../../compile-fleet.ts";
import { fleetOnDisk, smallFleet } from "../../fleet-on-disk.ts";
import { runExample } from "../run-example.ts";

const app = "# an object of layer 80-apps-retail, tenant retail";
const container = "{ name: a, resources: { requests: { cpu: 500m, memory: 1Gi }, limits: { memory: 1Gi } } }";
const quota = (hard: string, more = "") => `# an object of layer 50-tenants
apiVersion: v1
kind: ResourceQuota
metadata: { name: tenant, namespace: shops }
spec: { hard: { ${hard} }${more} }
`;
const workload = (kind: string, spec: string, name = "checkout", containers = container) => `---
${app}
kind: ${kind}
metadata: { name: ${name}, namespace: shops }
spec: { ${spec}, template: { spec: { containers: [${containers}] } } }
`;
const found = (text: string) => runExample("cluster", [tenantQuota], text).map(({ message }) => message);
const asks = (text: string) => found(text).map((message) => /asks for (.*), and/.exec(message)?.[1]);
const recreate = "strategy: { type: Recreate }";

describe("What a namespace asks for", () => {
  test.each([
    ["all replicas", workload("Deployment", `replicas: 3, ${recreate}`), "3 pods"],
    ["one where nobody says how many", workload("Deployment", recreate), "1 pod"],
    ["what a rollout adds, a quarter where nobody says", workload("Deployment", "replicas: 5"), "7 pods"],
    [
      "a share of the replicas, rounded up",
      workload("Deployment", "replicas: 3, strategy: { rollingUpdate: { maxSurge: 50% } }"),
      "5 pods",
    ],
    ["a number of them", workload("Deployment", "replicas: 3, strategy: { rollingUpdate: { maxSurge: 1 } }"), "4 pods"],
    [
      "more than there are replicas",
      workload("Deployment", "replicas: 2, strategy: { rollingUpdate: { maxSurge: 60 } }"),
      "4 pods",
    ],
    ["the copies of a StatefulSet", workload("StatefulSet", "replicas: 2"), "2 pods"],
    ["the runs of a job at a time", workload("Job", "parallelism: 4, completions: 9"), "4 pods"],
    ["no more runs than are wanted", workload("Job", "parallelism: 4, completions: 2"), "2 pods"],
    [
      "a job by schedule",
      workload(
        "CronJob",
        `jobTemplate: { spec: { parallelism: 3, template: { spec: { containers: [${container}] } } } }`,
      ),
      "3 pods",
    ],
  ])("counts %s", (_, object, expected) => {
    expect(asks(quota('pods: "0"') + object)).toEqual([expected]);
  });

  test.each([
    ["a job that is suspended", workload("Job", "suspend: true")],
    ["another namespace", workload("Deployment", "replicas: 9").replace("namespace: shops", "namespace: bank")],
  ])("counts nothing of %s", (_, object) => {
    expect(found(quota('pods: "0"') + object)).toEqual([]);
  });

  test("counts of several rollouts the largest, since the others wait for its room", () => {
    const two = ["checkout", "loyalty"].map((name) => workload("Deployment", "replicas: 4", name)).join("");
    expect(found(quota('pods: "9"') + two)).toEqual([]);
    expect(found(quota('pods: "8"') + two)).toEqual([
      "namespace shops asks for 9 pods, and its quota allows 8 pods: deployment checkout 4 pods, deployment loyalty 4 pods, 1 pod more while deployment checkout is exchanged",
    ]);
  });

  test("counts cores and memory of all containers, and of the first steps the largest", () => {
    const pod = `containers: [${container}, ${container}], initContainers: [{ name: i, resources: { requests: { cpu: "3" } } }]`;
    const object = workload("Deployment", recreate).replace(`containers: [${container}]`, pod);
    expect(asks(quota('requests.cpu: "2", requests.memory: 1Gi') + object)).toEqual(["3 CPU and 2 GiB of memory"]);
  });

  test("counts a first step that stays beside what comes after it", () => {
    const side = "{ name: s, restartPolicy: Always, resources: { requests: { cpu: 200m } } }";
    const object = workload("Deployment", recreate).replace("containers:", `initContainers: [${side}], containers:`);
    expect(asks(quota('requests.cpu: "0.6"') + object)).toEqual(["0.7 CPU"]);
  });

  test("counts what the namespace gives to containers that say nothing", () => {
    const range = `---
# an object of layer 50-tenants
kind: LimitRange
metadata: { name: tenant, namespace: shops }
spec: { limits: [{ type: Container, defaultRequest: { cpu: 50m }, default: { memory: 256Mi } }] }
`;
    const bare = workload("Deployment", `replicas: 4, ${recreate}`, "checkout", "{ name: a }");
    expect(asks(quota("requests.cpu: 100m, limits.memory: 512Mi") + range + bare)).toEqual([
      "0.2 CPU and 1 GiB of memory as limits",
    ]);
  });

  test("takes a limit for the request of a container that names no request", () => {
    const limited = workload("Deployment", recreate, "checkout", "{ name: a, resources: { limits: { cpu: 700m } } }");
    expect(asks(quota("requests.cpu: 500m") + limited)).toEqual(["0.7 CPU"]);
  });

  test("counts claims by themselves, and those that come with each copy", () => {
    const claim = (size: string) => `accessModes: [ReadWriteOnce], resources: { requests: { storage: ${size} } }`;
    const own = `---\n${app}\nkind: PersistentVolumeClaim\nmetadata: { name: data, namespace: shops }\nspec: { ${claim("20Gi")} }\n`;
    const set = workload("StatefulSet", `replicas: 3, volumeClaimTemplates: [{ spec: { ${claim("10Gi")} } }]`);
    expect(asks(quota("requests.storage: 40Gi") + own + set)).toEqual(["50 GiB of storage"]);
  });

  test.each([
    ["NodePort", "2 ports of the servers"],
    ["LoadBalancer", "2 ports of the servers"],
  ])("counts the ports that a %s opens at the servers", (type, expected) => {
    const service = `---\n${app}\nkind: Service\nmetadata: { name: a, namespace: shops }\nspec: { type: ${type}, ports: [{ port: 80 }, { port: 443 }] }\n`;
    expect(asks(quota('services.nodeports: "0"') + service)).toEqual([expected]);
    expect(found(quota('services.nodeports: "0"') + service.replace(type, "ClusterIP"))).toEqual([]);
  });

  test("is not held against a quota for pods of one kind only", () => {
    expect(found(quota('pods: "0"', ", scopes: [BestEffort]") + workload("Deployment", "replicas: 9"))).toEqual([]);
  });
});

// Tenths have no exact form in binary, so a sum of them is a little more than it is.
test("A namespace that asks for all that its quota allows fits", () => {
  const parts = ["0.1", "0.2", "0.3", "0.1"].map((cpu, index) =>
    workload("Deployment", recreate, `a${index}`, `{ name: a, resources: { requests: { cpu: "${cpu}" } } }`),
  );
  expect(found(quota("requests.cpu: 700m") + parts.join(""))).toEqual([]);
});

// The API server refused the ninth pod at each site, and check had been content.
test("An app with more replicas than its tenant's share is told once, with what it asks for and what it may", () => {
  const file = "apps/retail/checkout.yaml";
  const app = String(smallFleet()[file]).replace("shenzhen: { replicas: 3", "shenzhen: { replicas: 9");
  const { result } = compileFleet(fleetOnDisk({ [file]: app }));
  const told = result.diagnostics.filter(({ code }) => code === "FLT-CAP-034").map(({ message }) => message);
  expect(told).toEqual([
    "namespace retail asks for 2.25 CPU, and its quota allows 2 CPU: deployment checkout 2.25 CPU",
  ]);
});
