import { expect, test } from "vitest";
import { needsLocalBackend, pulumiEnvironment, signalsToForward } from "../../lab/pulumi-environment.ts";

test("folders come before the user's PATH, the clone's own programs first", () => {
  expect(pulumiEnvironment({ PATH: "/usr/bin" }, ["/clone/node_modules/.bin", "/cache/bin"], undefined)["PATH"]).toBe(
    "/clone/node_modules/.bin:/cache/bin:/usr/bin",
  );
});

test("an empty PATH adds no current folder to the search", () => {
  expect(pulumiEnvironment({ PATH: "" }, ["/cache/bin"], undefined)["PATH"]).toBe("/cache/bin");
});

test("a local backend gets its folder and the empty passphrase", () => {
  expect(pulumiEnvironment({}, [], "/clone/out/pulumi")).toMatchObject({
    PULUMI_BACKEND_URL: "file:///clone/out/pulumi",
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_SKIP_CHECKPOINTS: "true",
    PULUMI_PARALLEL_DIFF: "true",
  });
});

test.each([{ PULUMI_CONFIG_PASSPHRASE: "secret" }, { PULUMI_CONFIG_PASSPHRASE_FILE: "/run/passphrase" }])(
  "a passphrase of the user stays as it is: %j",
  (env) => {
    const result = pulumiEnvironment(env, [], "/clone/out/pulumi");
    expect(result).toMatchObject(env);
    expect(Object.keys(result).filter((name) => name.startsWith("PULUMI_CONFIG_PASSPHRASE"))).toEqual(Object.keys(env));
  },
);

test("another backend keeps its own URL and passphrase rules", () => {
  const result = pulumiEnvironment({ PULUMI_BACKEND_URL: "s3://state" }, [], undefined);
  expect(result["PULUMI_BACKEND_URL"]).toBe("s3://state");
  expect(result).not.toHaveProperty("PULUMI_CONFIG_PASSPHRASE");
});

test("a setting of the user wins over the default", () => {
  expect(pulumiEnvironment({ PULUMI_SKIP_CHECKPOINTS: "false" }, [], undefined)["PULUMI_SKIP_CHECKPOINTS"]).toBe(
    "false",
  );
});

test.each(["PULUMI_BACKEND_URL", "PULUMI_API", "PULUMI_ACCESS_TOKEN"])("%s names another backend", (name) => {
  expect(needsLocalBackend({ [name]: "x" })).toBe(false);
  expect(needsLocalBackend({ [name]: "" })).toBe(true);
});

test("a terminal's Ctrl-C reaches Pulumi once, because it is not handed on as well", () => {
  expect(signalsToForward(true)).not.toContain("SIGINT");
  expect(signalsToForward(false)).toContain("SIGINT");
});
