/** Where credentials are looked for, and that nothing of them is told. */

import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { credentialsFor } from "../../oci/credentials.ts";
import { folderWith } from "../folder-with.ts";

const REGISTRY = "registry.example:5000";
const base64 = (text: string) => Buffer.from(text).toString("base64");
const password = { kind: "password", user: "fleet", password: "s3cret:with:colons" };
const auth = base64("fleet:s3cret:with:colons");

function found(config: unknown, host = REGISTRY) {
  const text = typeof config === "string" ? config : JSON.stringify(config);
  return credentialsFor(host, { DOCKER_CONFIG: folderWith({ "config.json": text }) });
}

test.each([
  ["by its name", REGISTRY, REGISTRY],
  ["by a URL, as older versions of Docker wrote it", `https://${REGISTRY}/v1/`, REGISTRY],
  ["by its address of IPv6", "[fd00::5]:5000", "[fd00::5]:5000"],
  ["Docker Hub by the URL that `docker login` keeps for it", "https://index.docker.io/v1/", "docker.io"],
  ["of Docker Hub by its name", "docker.io", "docker.io"],
])("Credentials are found %s", async (_, key, host) => {
  expect(await found({ auths: { [key]: { auth } } }, host)).toEqual(password);
  expect(await found({ auths: { [key]: { auth } } }, "registry.example")).toBeUndefined();
});

test.each([
  ["in base64", { auth }, password],
  ["in two fields", { username: "fleet", password: "s3cret:with:colons" }, password],
  ["as an identity token", { auth: base64("fleet:"), identitytoken: "t0ken" }, { kind: "identity", token: "t0ken" }],
  ["nowhere, since a helper keeps them", {}, undefined],
])("Credentials are read %s", async (_, entry, expected) => {
  expect(await found({ auths: { [REGISTRY]: entry } })).toEqual(expected);
});

test("Without a file nobody has credentials, and a file that cannot be read is a fault that quotes nothing of it", async () => {
  expect(await credentialsFor(REGISTRY, { DOCKER_CONFIG: folderWith({}) })).toBeUndefined();
  for (const text of [`{"auths": ${auth}`, `["${auth}"]`]) {
    const error = await found(text).catch((cause: unknown) => cause);
    expect(error).toMatchObject({
      code: "oci/credentials",
      message: expect.stringMatching(/config\.json is no JSON object/),
    });
    expect(JSON.stringify(error)).not.toContain(auth.slice(0, 8));
  }
  const folder = folderWith({});
  mkdirSync(join(folder, "config.json"));
  await expect(credentialsFor(REGISTRY, { DOCKER_CONFIG: folder })).rejects.toThrow(
    /config\.json cannot be read: EISDIR/,
  );
});

test("A helper whose name is no program is not run", async () => {
  await expect(found({ credsStore: "../../bin/sh" })).rejects.toThrow(/names a credential helper that is no program/);
});

test.skipIf(process.platform === "win32")("A helper that fails is told of without what it says", async () => {
  const folder = folderWith({
    "docker-credential-loud": "#!/bin/sh\necho s3cret\necho s3cret >&2\nexit 3\n",
    "docker-credential-odd": "#!/bin/sh\necho s3cret\n",
    "loud/config.json": JSON.stringify({ credsStore: "loud" }),
    "odd/config.json": JSON.stringify({ credsStore: "odd" }),
    "token/config.json": JSON.stringify({ credsStore: "token" }),
    "docker-credential-token": `#!/bin/sh\necho '{"Username":"<token>","Secret":"t0ken"}'\n`,
  });
  for (const name of ["loud", "odd", "token"]) chmodSync(join(folder, `docker-credential-${name}`), 0o755);
  const by = (name: string) =>
    credentialsFor(REGISTRY, { PATH: `${folder}:${process.env["PATH"]}`, DOCKER_CONFIG: join(folder, name) });
  for (const [name, how] of [
    ["loud", "(3)"],
    ["odd", "(no JSON)"],
  ] as const) {
    const error = await by(name).catch((cause: unknown) => cause);
    expect(error).toMatchObject({
      message: `docker-credential-${name}, which Docker's configuration names, gives no account for ${REGISTRY} ${how}.`,
    });
    expect(`${error}${JSON.stringify(error)}`).not.toContain("s3cret");
  }
  expect(await by("token")).toEqual({ kind: "identity", token: "t0ken" });
});

test.skipIf(process.platform === "win32")(
  "A credential helper is asked for the one registry, and its silence is no error",
  async () => {
    const script = (answer: string, code: number) =>
      `#!/bin/sh\nread host\n[ "$host" = registry.example ] || exit 9\necho '${answer}'\nexit ${code}\n`;
    const folder = folderWith({
      "docker-credential-vault": script('{"Username":"fleet","Secret":"s3cret"}', 0),
      "docker-credential-empty": script("credentials not found in native keychain", 1),
      "vault/config.json": JSON.stringify({ credHelpers: { "registry.example": "vault" } }),
      "empty/config.json": JSON.stringify({ credsStore: "empty" }),
      "gone/config.json": JSON.stringify({ credsStore: "gone" }),
    });
    for (const name of ["vault", "empty"]) chmodSync(join(folder, `docker-credential-${name}`), 0o755);
    const with_ = (name: string) =>
      credentialsFor("registry.example", {
        ...process.env,
        PATH: `${folder}:${process.env["PATH"]}`,
        DOCKER_CONFIG: join(folder, name),
      });
    expect(await with_("vault")).toEqual({ kind: "password", user: "fleet", password: "s3cret" });
    expect(await with_("empty")).toBeUndefined();
    await expect(with_("gone")).rejects.toThrow(
      /docker-credential-gone, which Docker's configuration names, is not on PATH/,
    );
  },
);
