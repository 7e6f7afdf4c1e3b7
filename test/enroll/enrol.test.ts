import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { main } from "../../cli/main.ts";
import { systemTerminal } from "../../cli/terminal.ts";
import { PlayedServer, reportOf } from "./server-of-test.ts";
import { amd64Zone, claimCommits, publishedPlaces, publishFleet, runningService, zoneFile } from "./service-of-test.ts";

test("A server that the fleet knows gets its certificate, its file and its secrets, and its claim stands in Git", async () => {
  const service = await runningService(await publishedPlaces());
  const server = new PlayedServer(service);
  expect((await server.enrol(service.token())).status).toBe(200);
  const certificate = new X509Certificate(server.certificate as string);
  expect(certificate.subjectAltName).toBe("URI:flotilla://panji/guangdong/sz-nanshan-01/sz-nanshan-01-a");
  expect(certificate.verify(new X509Certificate(service.authority).publicKey)).toBe(true);

  const file = await server.send("/v1/host/files/cloud-config.yaml");
  expect(file.text).toMatch(/^#cloud-config\nstrict: true\nhostname: sz-nanshan-01-a\n/);
  const registration = await server.send("/v1/host/registration");
  expect(registration.text).toContain(
    "path: /etc/flotilla/k3s-token\n      permissions: 384\n      content: of-the-cluster\n",
  );
  expect(registration.headers["cache-control"]).toBe("no-store");
  expect(claimCommits(service.places)).toEqual(["sz-nanshan-01-a: Claimed"]);
  expect(service.audit().map(({ event, outcome, claim, host }) => [event, outcome, claim, host])).toEqual([
    ["enroll", "granted", "new", "panji/guangdong/shenzhen/sz-nanshan-01/sz-nanshan-01-a"],
    ["files", "granted", undefined, "panji/guangdong/sz-nanshan-01/sz-nanshan-01-a"],
    ["registration", "granted", undefined, "panji/guangdong/sz-nanshan-01/sz-nanshan-01-a"],
  ]);
});

test("The same server may ask as often as it likes: an answer that was lost does no harm, and nothing is committed again", async () => {
  const service = await runningService(await publishedPlaces());
  const server = new PlayedServer(service);
  const token = service.token({ region: "guangdong" }, { once: true });
  for (const _ of [1, 2, 3]) expect((await server.enrol(token)).status).toBe(200);
  expect(claimCommits(service.places)).toHaveLength(1);
});

test("Of two servers with one identity the first has the host, the second is refused and the log names it", async () => {
  const service = await runningService(await publishedPlaces());
  expect((await new PlayedServer(service).enrol(service.token())).status).toBe(200);
  const second = new PlayedServer(service);
  const disks = [{ ...reportOf().disks[0], serial: "ANOTHER" }] as never;
  expect(await second.enrol(service.token(), { disks })).toMatchObject({ status: 409, code: "enroll/claimed" });
  expect(await second.send("/v1/host/registration")).toMatchObject({ status: 401, code: "enroll/certificate" });
  expect(service.audit().at(-2)).toMatchObject({ outcome: "claimed", machine: expect.any(String) });
  expect(claimCommits(service.places)).toHaveLength(1);
});

test("Of many servers with one identity that come at once to two services, one has the host", async () => {
  const places = await publishedPlaces();
  const services = [await runningService(places), await runningService({ ...places, state: `${places.state}-2` })];
  const answers = await Promise.all(
    [0, 1, 2, 3, 4, 5].map((number) => {
      const service = services[number % 2] as (typeof services)[number];
      const disks = [{ ...reportOf().disks[0], serial: `DISK${number}` }] as never;
      return new PlayedServer({ ...service, authority: service.authority }).enrol(service.token(), { disks });
    }),
  );
  expect(answers.map(({ code }) => code ?? "granted").sort()).toEqual([...Array(5).fill("enroll/claimed"), "granted"]);
  expect(claimCommits(places)).toHaveLength(1);
});

test("A machine whose power went before it was installed begins anew with another key; once installed it does not", async () => {
  const service = await runningService(await publishedPlaces());
  const token = service.token();
  expect((await new PlayedServer(service).enrol(token)).status).toBe(200);
  const again = new PlayedServer(service);
  expect((await again.enrol(token)).status).toBe(200);
  expect((await again.send("/v1/host/installed", "{}")).status).toBe(204);
  expect(await new PlayedServer(service).enrol(token)).toMatchObject({ code: "enroll/claimed" });
  expect(claimCommits(service.places)).toEqual([
    "sz-nanshan-01-a: Installed",
    "sz-nanshan-01-a: Claimed once more by the same machine",
    "sz-nanshan-01-a: Claimed",
  ]);
});

test("A server that took the place of another enrols once the fleet names it, and the old one is out", async () => {
  const worker = (machineId: string, mac: string) =>
    `${amd64Zone}      - { name: sz-nanshan-01-b, machineId: ${machineId}, arch: amd64, role: worker, address: 10.44.12.12, mac: "${mac}", disk: /dev/disk/by-id/nvme-a }\n`;
  const identity = (digits: string) => ({
    machineId: `4c4c4544-0051-3110-8052-b4c04f4e${digits}`,
    serial: `CZ${digits}`,
    nics: [{ name: "eno1", mac: `02:44:0c:00:99:${digits.slice(2)}` }],
  });
  const [before, after] = [identity("0001"), identity("0002")];
  const zones = [before, after].map(({ machineId, nics }) => worker(machineId, nics[0]?.mac as string)) as [
    string,
    string,
  ];
  const service = await runningService(await publishedPlaces({ [zoneFile]: zones[0] }));
  const [old, next] = [new PlayedServer(service), new PlayedServer(service)];
  expect((await old.enrol(service.token(), before)).status).toBe(200);
  expect(await next.enrol(service.token(), after)).toMatchObject({ status: 202, code: "enroll/unclaimed" });
  writeFileSync(join(service.places.fleet, zoneFile), zones[1]);
  service.advance(10_000);
  expect(await next.enrol(service.token(), after)).toMatchObject({ status: 503, code: "enroll/not-published" });
  await publishFleet(service.places);
  expect((await next.enrol(service.token(), after)).status).toBe(200);
  expect(await old.send("/v1/host/registration")).toMatchObject({ code: "enroll/certificate" });
  expect((await next.send("/v1/host/registration")).status).toBe(200);
});

test("A host that was released may be had by another server, and the certificate of the first opens nothing", async () => {
  const service = await runningService(await publishedPlaces());
  const { fleet, claims } = service.places;
  const [first, second] = [new PlayedServer(service), new PlayedServer(service)];
  expect((await first.enrol(service.token())).status).toBe(200);
  const args = [
    "enroll",
    "release",
    "sz-nanshan-01-a",
    "--fleet",
    fleet,
    "--claims",
    claims,
    "--reason",
    "mainboard changed",
  ];
  expect(await main(args, { ...systemTerminal(), stdout: () => {} })).toBe(0);
  expect(await first.renew()).toMatchObject({ status: 401, code: "enroll/certificate" });
  expect(
    (await second.enrol(service.token(), { disks: [{ ...reportOf().disks[0], serial: "NEW" }] as never })).status,
  ).toBe(200);
  expect(claimCommits(service.places)[1]).toBe("sz-nanshan-01-a: Released: mainboard changed");
});

test("A certificate is renewed for the key that has the claim, and for no other", async () => {
  const service = await runningService(await publishedPlaces());
  const [server, other] = [new PlayedServer(service), new PlayedServer(service)];
  await server.enrol(service.token());
  service.advance(70 * 86_400_000);
  const renewed = await server.renew();
  expect(renewed.status).toBe(200);
  const until = (pem: string) => new X509Certificate(pem).validToDate.getTime();
  expect(until(renewed.text) - until(server.certificate as string)).toBeCloseTo(70 * 86_400_000, -5);
  expect(await server.renew(await other.csr)).toMatchObject({ status: 403, code: "enroll/other-key" });
});

test("With Git away nothing is given, with it back the same server gets on", async () => {
  const places = await publishedPlaces();
  const service = await runningService({ ...places, claims: "http://127.0.0.1:9/claims.git" });
  const server = new PlayedServer(service);
  const token = service.token();
  const answer = await server.enrol(token);
  expect(answer).toMatchObject({ status: 503, code: "enroll/away", headers: { "retry-after": "60" } });
  expect(answer.text).not.toContain("127.0.0.1:9");
  await service.stop();
  const back = await runningService(places);
  const same = server.towards(back);
  expect((await same.enrol(token)).status).toBe(200);
  rmSync(places.published, { recursive: true });
  expect(await same.send("/v1/host/files/cloud-config.yaml")).toMatchObject({ status: 503 });
});

test("A secret that the store lacks is named, nothing else of the registration is given, and it comes when it is there", async () => {
  const service = await runningService(await publishedPlaces());
  const server = new PlayedServer(service);
  await server.enrol(service.token());
  rmSync(join(service.places.secrets, "sites"), { recursive: true });
  expect(await server.send("/v1/host/registration")).toMatchObject({
    status: 503,
    code: "enroll/secret-missing",
    detail: "the entry sites/sz-nanshan-01 has no usable k3sToken",
  });
});

test("An unknown server is listed with its hardware, and what is listed is taken up by a change of the zone file", async () => {
  const service = await runningService(await publishedPlaces());
  const server = new PlayedServer(service);
  const found = {
    machineId: "12345678-0051-3110-8052-b4c04f4e3332",
    serial: "NEW1",
    nics: [{ name: "eno1", mac: "02:44:0c:00:00:77" }],
  };
  expect(await server.enrol(service.token(), found)).toMatchObject({ status: 202, code: "enroll/unclaimed" });
  const printed: string[] = [];
  const terminal = { ...systemTerminal(), stdout: (text: string) => printed.push(text) };
  expect(await main(["enroll", "list", "--state", service.places.state, "--format", "yaml"], terminal)).toBe(0);
  const snippet = printed
    .join("")
    .replace("name: TO-COMPLETE", "name: sz-nanshan-01-b")
    .replace("role: TO-COMPLETE", "role: worker")
    .replace("address: TO-COMPLETE", "address: 10.44.12.12");
  writeFileSync(join(service.places.fleet, zoneFile), `${amd64Zone}${snippet}`);
  await publishFleet(service.places);
  service.advance(10_000);
  expect((await server.enrol(service.token(), found)).status).toBe(200);
  expect((await server.send("/v1/host/files/cloud-config.yaml")).text).toContain("hostname: sz-nanshan-01-b");
  printed.length = 0;
  expect(await main(["enroll", "list", "--state", service.places.state], terminal)).toBe(0);
  expect(printed.join("")).toBe("no server waits for a site\n");
});

test("A claim that somebody edited by hand stops the host, and says so", async () => {
  const service = await runningService(await publishedPlaces());
  await new PlayedServer(service).enrol(service.token());
  const { claims } = service.places;
  const script = `cd "$(mktemp -d)" && git clone --quiet "${claims}" c && cd c && sed -i 's/"installed": null/"installed": "never"/' guangdong/sz-nanshan-01/*.json && git -c user.name=x -c user.email=x@x commit --quiet -am edit && git push --quiet`;
  execFileSync("sh", ["-c", script]);
  expect(await new PlayedServer(service).enrol(service.token())).toMatchObject({ status: 503, code: "enroll/away" });
  expect(service.said()).toContain("is not as the service wrote it");
});
