/** The container that registers pods, run by a shell as the node runs it, beside a real agent of Consul. */

import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { log } from "../../lab/program.ts";
import { type Child, lastWords, startChild } from "../../lab/servers/child.ts";
import { programOf } from "../../lab/servers/programs.ts";
import { openScratch } from "../../lab/servers/scratch.ts";
import { until } from "../../lab/servers/until.ts";
import { set } from "../evolution/fleet.ts";
import { objectsBelow } from "./karmada.ts";
import { mallFleet } from "./superedge.ts";

/** Addresses of loopback, so that agent and app have the ports that they have in the field. */
const HOST_IP = "127.0.81.1";
const PORT = 8080;

interface ContainerObject {
  readonly name: string;
  readonly command?: readonly string[];
  readonly env?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly fieldRef?: { readonly fieldPath: string } };
  }[];
}

let folder = "";
let failed = true;
let consul = "";
let agent: Child;
let container: ContainerObject;
const pods: Child[] = [];
const servers: Server[] = [];

beforeAll(async () => {
  folder = openScratch();
  consul = await programOf("consul");
  container = registrationOf();
  agent = await startAgent();
  failed = false;
});
afterEach(async ({ task }) => {
  failed ||= task.result?.state === "fail";
  await Promise.all(pods.splice(0).map((pod) => pod.stop()));
  for (const server of servers.splice(0)) server.close();
});
afterAll(async () => {
  await agent?.stop();
  if (failed) log(`logs are kept in ${folder}`);
});

/** As the grid of a mall has it. */
function registrationOf(): ContainerObject {
  const fleet = mallFleet();
  fleet.fleet.consul = { image: `registry.panji.example/curlimages/curl:8.17.0@sha256:${"c4".repeat(32)}` };
  set(fleet.app("directory"), { consul: { tags: ["mall"], check: "/ready", deregisterAfter: "1m" } });
  const [grid] = objectsBelow(fleet, "hunan/hub/platform/80-apps-retail").filter(
    ({ kind, metadata }) => kind === "DeploymentGrid" && metadata.name === "directory",
  );
  const { spec } = grid as unknown as {
    readonly spec: {
      readonly template: { readonly template: { readonly spec: { readonly containers: readonly ContainerObject[] } } };
    };
  };
  const found = spec.template.template.spec.containers.find(({ name }) => name === "consul-registration");
  if (!found) throw new Error("the grid has no container that registers its pods");
  return found;
}

/** One without data, as after the loss of its disk. @param rules HCL besides the defaults of a lab */
async function startAgent(rules = ""): Promise<Child> {
  const child = startChild({
    name: "consul",
    program: consul,
    args: [
      "agent",
      "-dev",
      `-bind=${HOST_IP}`,
      `-client=${HOST_IP}`,
      "-dns-port=-1",
      "-grpc-port=-1",
      "-grpc-tls-port=-1",
      `-hcl=${rules}`,
    ],
    folder,
  });
  await until(`the agent has a leader (${child.log}): ${lastWords(child, 3)}`, async () => {
    const answer = await fetch(`http://${HOST_IP}:8500/v1/status/leader`);
    return answer.ok && (await answer.text()).length > 2;
  });
  return child;
}

interface Answer {
  /** Whether the app's own path answers with 200. */
  isWell: boolean;
}

/** The app of a pod. */
async function startApp(address: string): Promise<Answer> {
  const answer = { isWell: true };
  const server = createServer(({ url }, response) =>
    response.writeHead(url === "/ready" && answer.isWell ? 200 : 500).end(),
  );
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(PORT, address, resolve));
  return answer;
}

/** The container of a pod: the kubelet fills in what the pod itself says. */
function startPod(
  name: string,
  address: string,
  env: Readonly<Record<string, string>> = {},
): { readonly pid: () => Promise<number>; readonly child: Child } {
  const fields: Readonly<Record<string, string>> = {
    "metadata.name": name,
    "status.podIP": address,
    "status.hostIP": HOST_IP,
  };
  const variables = (container.env ?? []).map(({ name: key, value, valueFrom }): readonly [string, string] => [
    key,
    value ?? fields[valueFrom?.fieldRef?.fieldPath ?? ""] ?? "",
  ]);
  const [program = "", ...args] = container.command ?? [];
  const pidFile = `${folder}/${name}.pid`;
  const child = startChild({
    name,
    program: "/bin/sh",
    args: ["-c", `echo $$ > ${pidFile}; exec "$@"`, "sh", program, ...args],
    env: { ...Object.fromEntries(variables), ...env },
    folder,
  });
  pods.push(child);
  return { child, pid: () => until("it has begun", () => Number(readFileSync(pidFile, "utf8")) || undefined) };
}

interface Entry {
  readonly Service: {
    readonly ID: string;
    readonly Address: string;
    readonly Port: number;
    readonly Tags: readonly string[];
    readonly Meta: object;
  };
  readonly Checks: readonly { readonly CheckID: string; readonly Status: string }[];
}

async function entries(token = ""): Promise<readonly Entry[]> {
  const headers = { "X-Consul-Token": token };
  const answer = await fetch(`http://${HOST_IP}:8500/v1/health/service/directory`, { headers });
  return (await answer.json()) as readonly Entry[];
}

const statusOf = (entry: Entry) => entry.Checks.find(({ CheckID }) => CheckID.startsWith("service:"))?.Status;
const only = async (status: string) => {
  const [first, ...others] = await entries();
  return first && others.length === 0 && statusOf(first) === status ? first : undefined;
};

test("A pod is in the list as soon as it runs, and passes when its own path answers", async () => {
  await startApp("127.0.82.1");
  startPod("directory-7c9f-abcde", "127.0.82.1");
  const { Service } = await until("it passes", () => only("passing"), { seconds: 40 });
  expect(Service).toMatchObject({
    ID: "directory-directory-7c9f-abcde",
    Address: "127.0.82.1",
    Port: PORT,
    Tags: ["mall"],
    Meta: { pod: "directory-7c9f-abcde" },
  });
}, 90_000);

test("A pod that is told to end is out of the list at once, while its app still answers", async () => {
  await startApp("127.0.82.2");
  const pod = startPod("directory-7c9f-fghij", "127.0.82.2");
  await until("it is there", async () => (await entries()).some(({ Service }) => Service.Address === "127.0.82.2"));
  process.kill(await pod.pid(), "SIGTERM");
  await until("it is gone", async () => !(await entries()).some(({ Service }) => Service.Address === "127.0.82.2"), {
    seconds: 4,
  });
  expect((await fetch(`http://127.0.82.2:${PORT}/ready`)).status).toBe(200);
  await until("the container ends by itself", () => !pod.child.isRunning(), { seconds: 4 });
}, 60_000);

test("An agent that lost its data knows the pod again, and an agent that is away ends nothing", async () => {
  await startApp("127.0.82.3");
  const pod = startPod("directory-7c9f-klmno", "127.0.82.3");
  const isThere = async () => (await entries()).some(({ Service }) => Service.Address === "127.0.82.3");
  await until("it is there", isThere);
  await agent.stop();
  await sleep(18_000);
  expect(pod.child.isRunning()).toBe(true);
  agent = await startAgent();
  expect(await isThere()).toBe(false);
  await until("it is there again", isThere, { seconds: 40 });
}, 120_000);

test("A pod whose server lost its power answers no more, and is taken out after the time that the app says", async () => {
  const answer = await startApp("127.0.82.4");
  const pod = startPod("directory-7c9f-pqrst", "127.0.82.4");
  const own = async () => (await entries()).find(({ Service }) => Service.Address === "127.0.82.4");
  await until(
    "it passes",
    async () => {
      const entry = await own();
      return entry && statusOf(entry) === "passing";
    },
    { seconds: 40 },
  );
  await pod.child.stop();
  answer.isWell = false;
  await until(
    "it is critical",
    async () => {
      const entry = await own();
      return entry && statusOf(entry) === "critical";
    },
    { seconds: 40 },
  );
  // Consul looks for such services every half minute.
  await until("it is gone", async () => (await own()) === undefined, { seconds: 150, every: 1000 });
}, 260_000);

test("Where the agent asks for a token, a pod with one is in the list, and one without is not", async () => {
  const token = randomUUID();
  await agent.stop();
  agent = await startAgent(`acl { enabled = true default_policy = "deny" tokens { initial_management = "${token}" } }`);
  await startApp("127.0.82.5");
  await startApp("127.0.82.6");
  const without = startPod("directory-7c9f-without", "127.0.82.5");
  const pod = startPod("directory-7c9f-with", "127.0.82.6", { CONSUL_HTTP_TOKEN: token });
  await until("it is there", async () => (await entries(token)).length > 0, { seconds: 40 });
  await sleep(3000);
  expect((await entries(token)).map(({ Service }) => Service.Address)).toEqual(["127.0.82.6"]);
  expect(lastWords(without.child)).toContain("403");
  expect(lastWords(pod.child, 100)).not.toContain(token);
}, 90_000);
