import { writeFileSync } from "node:fs";
import { connect as connectTcp } from "node:net";
import { join } from "node:path";
import { connect } from "node:tls";
import { describe, expect, test } from "vitest";
import { PlayedServer, reportOf } from "./server-of-test.ts";
import { amd64Zone, publishedPlaces, runningService, zoneFile } from "./service-of-test.ts";

const HOUR = 3_600_000;

describe("A token", () => {
  test("that is wrong, unknown or no token opens nothing, in the same words, and tells nothing of any host", async () => {
    const service = await runningService(await publishedPlaces());
    const token = service.token();
    const wrong = `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`;
    const unknown = `flt_0000000000000000_${"A".repeat(43)}`;
    const answers = [];
    for (const each of [wrong, unknown, "", "flt_", "../../authority.pem"]) {
      answers.push(await new PlayedServer(service).enrol(each));
      answers.push(await new PlayedServer(service).enrol(each, { machineId: "12345678-0051-3110-8052-b4c04f4e3332" }));
    }
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 401, code: "enroll/token" });
  });

  test("is good until its end and not a second longer, by the clock of the service", async () => {
    const service = await runningService(await publishedPlaces());
    const token = service.token({ region: "guangdong" }, { days: 1 });
    service.advance(24 * HOUR - 5_000);
    expect((await new PlayedServer(service).enrol(token, { clock: 0 })).status).toBe(200);
    service.advance(6_000);
    expect(await new PlayedServer(service).enrol(token)).toMatchObject({ status: 401, code: "enroll/token-expired" });
  });

  test("of another region does not open the host", async () => {
    const places = await publishedPlaces();
    const service = await runningService(places);
    const answer = await new PlayedServer(service).enrol(service.token({ region: "hainan" }));
    expect(answer).toMatchObject({ status: 403, code: "enroll/other-scope", detail: "the token is for region hainan" });
  });

  test("of a host opens that one and no other", async () => {
    const service = await runningService(await publishedPlaces());
    const scope = { region: "guangdong", site: "sz-nanshan-01", host: "sz-nanshan-01-a" };
    const other = { ...scope, host: "sz-nanshan-01-b" };
    expect(await new PlayedServer(service).enrol(service.token(other))).toMatchObject({ code: "enroll/other-scope" });
    expect((await new PlayedServer(service).enrol(service.token(scope))).status).toBe(200);
  });

  test("for one server lets in no second one, whatever it says that it is", async () => {
    const second = `${amd64Zone}      - { name: sz-nanshan-01-b, serial: CZ2, arch: amd64, role: worker, address: 10.44.12.12, mac: "02:44:0c:00:00:02", disk: auto }\n`;
    const service = await runningService(await publishedPlaces({ [zoneFile]: second }));
    const token = service.token({ region: "guangdong" }, { once: true });
    expect((await new PlayedServer(service).enrol(token)).status).toBe(200);
    const other = { machineId: undefined, serial: "CZ2", nics: [{ name: "eno1", mac: "02:44:0c:00:00:02" }] };
    expect(await new PlayedServer(service).enrol(token, other)).toMatchObject({
      status: 403,
      code: "enroll/token-used",
    });
  });
});

test("A server that is like a host and unlike it gets nothing, and what differs is told", async () => {
  const zone = amd64Zone.replace("machineId:", "serial: CZ21470ABC\n        machineId:");
  const service = await runningService(await publishedPlaces({ [zoneFile]: zone }));
  expect(await new PlayedServer(service).enrol(service.token(), { serial: "OTHER1" })).toMatchObject({
    status: 409,
    code: "enroll/ambiguous",
    detail: "its serial is other1, declared is cz21470abc",
  });
  expect(
    await new PlayedServer(service).enrol(service.token({ region: "hainan" }), { serial: "OTHER1" }),
  ).toMatchObject({
    detail: "the server is not what the fleet says that it is",
  });
});

test("Hardware on which the file would not work is refused; what is less than declared is written down and told", async () => {
  const zone = amd64Zone.replace("devices:", 'hardware: { cpu: "16", memory: 32Gi }\n        devices:');
  const service = await runningService(await publishedPlaces({ [zoneFile]: zone }));
  const server = new PlayedServer(service);
  expect(await server.enrol(service.token(), { arch: "arm64", disks: [] })).toMatchObject({
    status: 409,
    code: "enroll/differs",
    detail: "it is arm64, declared is amd64; it has no disk /dev/disk/by-id/nvme-a to install on, its disks are none",
  });
  expect((await server.enrol(service.token(), { devices: ["sriov"] })).status).toBe(200);
  expect((await server.send("/v1/host/files/nothing.yaml")).detail).toBe("the host has cloud-config.yaml");
});

test("A host for which nothing is published yet gets nothing, and its server is told to ask again", async () => {
  const service = await runningService(await publishedPlaces());
  writeFileSync(
    join(service.places.fleet, zoneFile),
    amd64Zone.replace("machineId: 4c4c4544-0051-3110-8052-b4c04f4e3332", "serial: CZ21470ABC"),
  );
  service.advance(10_000);
  expect(await new PlayedServer(service).enrol(service.token())).toMatchObject({ code: "enroll/not-published" });
});

test("Files that become faulty change nothing until they are right again, and the fault is told", async () => {
  const service = await runningService(await publishedPlaces());
  writeFileSync(join(service.places.fleet, zoneFile), "zone: [");
  service.advance(10_000);
  expect((await new PlayedServer(service).enrol(service.token())).status).toBe(200);
  expect(service.said()).toMatch(/yaml|YAML|expected/);
});

describe("A request that is none", () => {
  test.each([
    ["no JSON", "/v1/enroll", "{", 400],
    ["an unknown field", "/v1/enroll", { token: "", csr: "", report: { ...reportOf(), root: true } }, 400],
    ["a body that is too large", "/v1/enroll", `"${"x".repeat(200_000)}"`, 400],
    ["another path", "/v1/../authority.pem", undefined, 404],
    ["another method", "/v1/host/registration", "{}", 404],
  ])("%s is refused in one form, with what to do next", async (_, path, body, status) => {
    const service = await runningService(await publishedPlaces());
    const answer = await new PlayedServer(service).send(path, body);
    expect(answer).toMatchObject({ status, headers: { "content-type": "application/problem+json; charset=utf-8" } });
    expect(JSON.parse(answer.text)).toMatchObject({
      next: expect.any(String),
      code: expect.stringMatching(/^enroll\//),
    });
  });

  test("a certificate request that its key did not sign, or of another kind of key, is none", async () => {
    const service = await runningService(await publishedPlaces());
    const server = new PlayedServer(service);
    const good = Buffer.from(await server.csr, "base64");
    const forged = Buffer.from(good);
    forged[forged.length - 4] = (forged[forged.length - 4] as number) ^ 1;
    for (const csr of [forged.toString("base64"), "AAAA", ""]) {
      const answer = await server.send("/v1/enroll", { token: service.token(), csr, report: reportOf() });
      expect(answer).toMatchObject({ status: 400, code: "enroll/csr" });
    }
  });
});

test("Without a certificate, or with one of another authority, nothing of a host is given", async () => {
  const [service, stranger] = [
    await runningService(await publishedPlaces()),
    await runningService(await publishedPlaces()),
  ];
  const server = new PlayedServer(stranger);
  await server.enrol(stranger.token());
  expect((await server.send("/v1/host/registration")).status).toBe(200);
  const here = { port: service.port, authority: service.authority };
  for (const each of [new PlayedServer(here), server.towards(here)]) {
    for (const path of ["/v1/host/registration", "/v1/host/files/cloud-config.yaml"]) {
      expect(await each.send(path)).toMatchObject({ status: 401, code: "enroll/certificate" });
    }
    expect(await each.send("/v1/host/installed", "{}")).toMatchObject({ status: 401 });
  }
});

test("Who guesses tokens has to wait, and so does who asks without end; others go on", async () => {
  const service = await runningService(await publishedPlaces());
  const server = new PlayedServer(service);
  for (let attempt = 0; attempt < 30; attempt++) {
    expect((await server.send("/v1/enroll", { token: "x", csr: "", report: reportOf() })).code).toBe("enroll/token");
  }
  const refused = await server.enrol(service.token());
  expect(refused).toMatchObject({
    status: 429,
    code: "enroll/too-often",
    headers: { "retry-after": expect.any(String) },
  });
  service.advance(60_000);
  expect((await server.enrol(service.token())).status).toBe(200);
});

test("Connections that say nothing, or no TLS, leave the service to others", async () => {
  const service = await runningService(await publishedPlaces());
  const silent = Array.from({ length: 50 }, () => connectTcp(service.port, "127.0.0.1"));
  const slow = connect({ port: service.port, host: "127.0.0.1", servername: "localhost", ca: service.authority });
  slow.on("error", () => {});
  slow.write("POST /v1/enroll HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");
  const plain = connectTcp(service.port, "127.0.0.1").on("error", () => {});
  plain.write("GET / HTTP/1.1\r\n\r\n");
  expect((await new PlayedServer(service).enrol(service.token())).status).toBe(200);
  for (const each of [...silent, slow, plain]) each.destroy();
});

test("No secret is in a log, an answer that refuses, or Git: neither token, nor key, nor what the store has", async () => {
  const service = await runningService(await publishedPlaces());
  const server = new PlayedServer(service);
  const tokens = [service.token(), service.token({ region: "hainan" })];
  const answers = [];
  for (const token of tokens) answers.push(await server.enrol(token));
  answers.push(await server.send("/v1/enroll", { token: tokens[0], csr: 5, report: {} }));
  await server.send("/v1/host/registration");
  const told = service.said() + answers.map(({ text }) => text).join("\n");
  for (const token of tokens) expect(told).not.toContain(token.slice(-43));
  expect(told).not.toContain("of-the-cluster");
  expect(told).not.toContain("PRIVATE KEY");
});

test("The clock of a server counts for nothing, and is told where it is far off", async () => {
  const service = await runningService(await publishedPlaces());
  expect((await new PlayedServer(service).enrol(service.token(), { clock: 0 })).status).toBe(200);
  expect(service.audit()[0]?.["clockOff"]).toBeLessThan(-1_700_000_000);
});
