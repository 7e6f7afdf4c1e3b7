import { createServer } from "node:net";
import { expect, test } from "vitest";
import { EggoMachine, eggoSite } from "./eggo-site.ts";

const deploy = "deploy -f /files/cluster.yaml";
const hosts = ["sz-nanshan-01-a", "sz-nanshan-01-b", "sz-nanshan-01-c"];
const fourth = eggoSite({
  roles: ["control-plane", "worker", "worker", "worker"],
  hosts: [{ arch: "amd64" }, {}, {}, { machineId: "4c4c4544-0051-3110-8052-b4c04f4e3339" }],
});
const two = eggoSite({ roles: ["control-plane", "worker"], hosts: [{ arch: "amd64" }, {}] });
const join = "join --id sz-nanshan-01 --type worker --arch arm64 --name sz-nanshan-01-d --port 22 10.44.12.14";

async function deployed(): Promise<EggoMachine> {
  const machine = new EggoMachine();
  machine.publish();
  expect(await machine.run()).toMatchObject({ status: 0, eggo: [deploy] });
  return machine;
}

test("The first run deploys, takes the taint off the control plane and hands the cluster its first agent", async () => {
  const machine = new EggoMachine();
  machine.publish();
  const { status, eggo, kubectl } = await machine.run();
  expect({ status, eggo }).toEqual({ status: 0, eggo: [deploy] });
  expect(kubectl.map((line) => line.replace("--kubeconfig /etc/eggo/sz-nanshan-01/admin.conf ", ""))).toEqual([
    `taint node ${hosts[0]} node-role.kubernetes.io/master:NoSchedule-`,
    "apply --server-side --field-manager=flotilla --filename /files/first-agent.yaml",
  ]);
});

test("A second run on a living cluster does nothing, and never gives it the agent of its birth again", async () => {
  const { status, eggo, kubectl } = await (await deployed()).run();
  expect({ status, eggo }).toEqual({ status: 0, eggo: [] });
  expect(kubectl.join()).not.toContain("apply");
});

test("A server that comes is joined as a worker, and one that goes is drained and deleted", async () => {
  const machine = await deployed();
  machine.publish(fourth);
  expect(await machine.run()).toMatchObject({ status: 0, eggo: [join] });
  machine.publish(two);
  machine.write("nodes", `${hosts[2]} 10.44.12.13\nsz-nanshan-01-d 10.44.12.14\n`);
  const { status, eggo, kubectl } = await machine.run();
  expect({ status, eggo }).toEqual({
    status: 0,
    eggo: ["delete --id sz-nanshan-01 10.44.12.13", "delete --id sz-nanshan-01 10.44.12.14"],
  });
  expect(kubectl.filter((line) => line.includes("drain"))).toHaveLength(2);
});

// eggo connects to every server of its list first, so one that is dead kept the site from ever changing again.
test("A dead server that goes is taken out of the cluster without eggo, and another joins after it", async () => {
  const machine = await deployed();
  machine.publish(two);
  machine.write("dead", "10.44.12.13\n");
  machine.write("nodes", `${hosts[2]} 10.44.12.13\n`);
  const { status, eggo, kubectl, said } = await machine.run();
  expect({ status, eggo }).toEqual({ status: 0, eggo: [] });
  expect(kubectl.some((line) => line.endsWith(`delete node ${hosts[2]}`))).toBe(true);
  expect(said).toContain("10.44.12.13 does not answer");
  machine.publish();
  machine.write("dead", "");
  expect((await machine.run()).said).toContain("remains of a cluster");
  machine.write("replaced", "10.44.12.13\n");
  expect((await machine.run()).eggo).toEqual([join.replace("-01-d", "-01-c").replace("12.14", "12.13")]);
});

// Its name and address are those of the old one, so that eggo has it in the cluster.
test("Another machine in place of a worker joins anew, and one in place of a control plane is told", async () => {
  const machine = await deployed();
  machine.write("replaced", "10.44.12.13\n");
  const { status, eggo, kubectl } = await machine.run();
  expect({ status, eggo }).toEqual({ status: 0, eggo: [join.replace("-01-d", "-01-c").replace("12.14", "12.13")] });
  expect(kubectl.some((line) => line.includes(`delete node ${hosts[2]}`))).toBe(true);
  machine.write("replaced", "10.44.12.11\n");
  const { said, eggo: none } = await machine.run();
  expect({ said, none }).toEqual({ said: expect.stringContaining("eggo makes none anew"), none: [] });
});

test("A worker that eggo lost at deploy or at join fails the run, though eggo ends with 0, and the next one tries it again", async () => {
  const machine = new EggoMachine();
  machine.publish();
  machine.write("failing", "10.44.12.13\n");
  const first = await machine.run();
  expect(first.status).toBe(1);
  expect(first.said).toContain("not in the cluster: sz-nanshan-01-c");
  machine.write("failing", "");
  expect(await machine.run()).toMatchObject({ status: 0, eggo: [expect.stringContaining("10.44.12.13")] });
});

test("An archive with another sum stops everything before a server is touched", async () => {
  const machine = new EggoMachine();
  machine.publish();
  machine.edit("eggo-packages.yaml", "sha256: ", "sha256: 0");
  const { status, eggo, said } = await machine.run();
  expect({ status, eggo }).toEqual({ status: 1, eggo: [] });
  expect(said).toContain("has another SHA-256");
});

test("A server of another machine or system, or with remains of a cluster, stops a deploy before it begins", async () => {
  for (const facts of ["openEuler aarch64 none", "ubuntu x86_64 none", "openEuler x86_64 /etc/kubernetes/admin.conf"]) {
    const machine = new EggoMachine();
    machine.publish();
    machine.write("facts", `10.44.12.11 ${facts}\n`);
    const { status, eggo, said } = await machine.run();
    expect({ status, eggo }).toEqual({ status: 1, eggo: [] });
    expect(said).toContain(`'${facts}', expected 'openEuler x86_64 none'`);
  }
});

test("A deploy that broke off is cleaned up before the next one", async () => {
  const machine = new EggoMachine();
  machine.publish();
  machine.write("killed", "");
  expect((await machine.run()).status).not.toBe(0);
  expect(await machine.run()).toMatchObject({ status: 0, eggo: ["cleanup --id sz-nanshan-01", deploy] });
});

// eggo's own rollback then takes every server of the living cluster apart.
test("Without eggo's own folder nothing is deployed while anything answers at the address of the API", async () => {
  const machine = await deployed();
  machine.forget();
  const server = createServer((socket) => socket.on("error", () => {}).end("no API\n"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  machine.edit("cluster.yaml", "127.0.0.1:1", `127.0.0.1:${port}`);
  const { status, eggo, said } = await machine.run();
  server.close();
  expect({ status, eggo }).toEqual({ status: 1, eggo: [] });
  expect(said).toContain("would take a living cluster apart");
});

test("A cleanup goes round servers that do not answer, and once more does nothing", async () => {
  const machine = await deployed();
  machine.write("dead", "10.44.12.12\n");
  expect(await machine.run("cleanup")).toMatchObject({ status: 0, eggo: ["cleanup --id sz-nanshan-01"] });
  expect(machine.has("etc/eggo/sz-nanshan-01")).toBe(false);
  expect(await machine.run("cleanup")).toMatchObject({ status: 0, eggo: [] });
});
