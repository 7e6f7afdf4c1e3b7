import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { secretFolder } from "../../enroll/secret-folder.ts";
import { vault } from "../../enroll/vault.ts";
import { folderWith } from "../folder-with.ts";

test("A folder of secrets gives what lies in it, and nothing that lies elsewhere", async () => {
  const folder = folderWith({ "secrets/sites/a/k3sToken": "abc\n", outside: "no" });
  const read = secretFolder(join(folder, "secrets"));
  expect(await read("sites/a", "k3sToken")).toBe("abc");
  for (const [entry, property] of [
    ["..", "outside"],
    ["sites/../..", "outside"],
    ["sites/a", "../../../outside"],
    ["/etc", "passwd"],
    ["sites/b", "x"],
  ]) {
    expect(await read(entry as string, property as string)).toBeUndefined();
  }
});

/** What Vault's documentation says of `GET /v1/:mount/data/:path`; Vault itself takes longer to build than all tests run. */
async function playedVault() {
  const asked: unknown[] = [];
  const server = createServer((request, response) => {
    asked.push([request.method, request.url, request.headers["x-vault-token"]]);
    const isThere = request.url === "/v1/edge/data/sites/sz%20a";
    response.writeHead(isThere ? 200 : request.url?.endsWith("sealed") ? 503 : 404, {
      "content-type": "application/json",
    });
    response.end(
      isThere ? '{"data":{"data":{"k3sToken":"abc","number":5},"metadata":{"version":3}}}' : '{"errors":[]}',
    );
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const tokenFile = join(folderWith({ token: "hvs.of-the-agent\n" }), "token");
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { asked, read: vault({ address, mount: "edge", tokenFile }) };
}

test("Vault is asked for an entry with the token of the file, and what it lacks is missing", async () => {
  const { asked, read } = await playedVault();
  expect(await read("sites/sz a", "k3sToken")).toBe("abc");
  expect(asked).toEqual([["GET", "/v1/edge/data/sites/sz%20a", "hvs.of-the-agent"]]);
  expect(await read("sites/sz a", "other")).toBeUndefined();
  expect(await read("sites/sz a", "number")).toBeUndefined();
  expect(await read("sites/none", "k3sToken")).toBeUndefined();
  await expect(read("sealed", "x")).rejects.toThrow("the secret store answers 503 for sealed");
});
