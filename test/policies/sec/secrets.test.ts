import { describe, expect, it } from "vitest";
import { isSecretSetting, secretInText } from "../../../policies/sec/secret-text.ts";
import { findings } from "../finding.ts";

/** Put together here, so that no scanner takes this file for a leak. */
const leaks: Readonly<Record<string, string>> = {
  "a private key": `x\n-----BEGIN ${"RSA PRIVATE"} KEY-----\nMIIE`,
  "an AWS access key": `key ${"AKIA"}IOSFODNN7EXAMPLE`,
  "a JSON web token": ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0In0", "SflKxwRJSMeKKF2QT4"].join("."),
  "a GitHub token": `ghp_${"a1B2".repeat(9)}`,
  "a GitLab token": `glpat-${"a1B2".repeat(5)}`,
  "a Slack token": `xoxb-${"1234567890"}`,
  "a password in a URL": "postgres://edge:tr0ub4dor@db.example/retail",
  "a password": "user = edge\npassword = tr0ub4dor\n",
};

describe("text", () => {
  it.each(Object.entries(leaks))("holds %s", (name, text) => {
    expect(secretInText(text)).toBe(name);
  });

  it.each([
    `password: "\${HUB_PASSWORD}"`,
    "password: $PASSWORD",
    "password: /run/secrets/password",
    "password: <set by the operator>",
    "password: {{ .Values.password }}",
    "passwordFile: /run/secrets/password",
    "token: true",
    "tokenRefreshDuration: 12",
    "https://user@git.example/fleet.git",
    "https://edge:$TOKEN@git.example/fleet.git",
    "the password is kept in the secret store",
    "-----BEGIN CERTIFICATE-----",
  ])("does not hold a credential: %s", (text) => {
    expect(secretInText(text)).toBeUndefined();
  });

  it.each(["eyJ.", "eyJaaaaaaaaaaaa-", "password", "password  ", "a.b-", "://a:", "://a", "-----BEGIN A "])(
    "made of %s 200,000 times is read at all: quadratic reading would take many minutes",
    (piece) => {
      expect(secretInText(`pass ${piece.repeat(200_000)}`)).toBeUndefined();
    },
  );
});

describe("a setting", () => {
  it.each(["DB_PASSWORD", "password", "api-key", "auth.token", "AWS_SECRET_KEY", "tls.private_key"])(
    "named %s gives a literal away",
    (name) => {
      expect(isSecretSetting(name, "tr0ub4dor")).toBe(true);
      expect(isSecretSetting(name, "$(FROM_ELSEWHERE)")).toBe(false);
      expect(isSecretSetting(name, "/run/secrets/a")).toBe(false);
      expect(isSecretSetting(name, "")).toBe(false);
    },
  );

  it.each(["PASSWORD_FILE", "TOKEN_TTL", "PUBLIC_KEY", "SECRETARY", "CACHE_KEY"])(
    "named %s gives nothing away",
    (name) => {
      expect(isSecretSetting(name, "tr0ub4dor")).toBe(false);
    },
  );
});

describe("a credential", () => {
  const object = (kind: string, rest: string) =>
    `# a layer's object\napiVersion: v1\nkind: ${kind}\nmetadata: { name: a, namespace: b }\n${rest}\n`;
  const messages = (text: string) => findings("FLT-SEC-009", text).map(({ message }) => message.replace(/^.*?: /, ""));

  it("is found in the environment, the arguments and the command of a container", () => {
    const container =
      '{ name: c, env: [{ name: DB_PASSWORD, value: hunter22 }, { name: FROM, valueFrom: {} }], args: ["--password=hunter22"], command: [sh, -c, "api_key: hunter22"] }';
    expect(messages(object("Deployment", `spec: { template: { spec: { containers: [${container}] } } }`))).toEqual([
      "container c, DB_PASSWORD holds what looks like a credential by its name",
      "container c, args holds a password",
      "container c, command holds a password",
    ]);
  });

  it("is found in the values of a chart and in files for a server", () => {
    expect(
      messages(object("HelmRelease", "spec: { values: { grafana: { adminPassword: a, password: hunter22 } } }")),
    ).toEqual(["spec.values.grafana.password holds what looks like a credential by its name"]);
    const file =
      'spec: { kubeadmConfigSpec: { files: [{ path: /etc/a, content: "token: hunter22\\npassword: hunter22" }] } }';
    expect(messages(object("KubeadmControlPlane", file))).toEqual([
      "spec.kubeadmConfigSpec.files.content holds a password",
    ]);
  });

  it("in an app is reported at its line, for each zone too", () => {
    const text =
      "# apps/retail/checkout.yaml\nconfig: { A: b }\nzones: { shenzhen: { config: { API_KEY: hunter22 } } }\n";
    expect(findings("FLT-SEC-004", text)).toEqual([
      {
        at: "apps/retail/checkout.yaml zones.shenzhen.config.API_KEY",
        subject: "panji/apps/retail/checkout",
        message: "config API_KEY holds what looks like a credential by its name",
      },
    ]);
  });

  it("may be in a Secret whose values are encrypted with SOPS, all of them", () => {
    const secret = (value: string) =>
      object("Secret", `stringData: { a: "ENC[AES256_GCM,data:x]", b: "${value}" }\nsops: { mac: m }`);
    expect(findings("FLT-SEC-008", secret("ENC[AES256_GCM,data:y]"))).toEqual([]);
    expect(findings("FLT-SEC-008", secret("plain"))).toHaveLength(1);
    expect(findings("FLT-SEC-008", object("Secret", "type: Opaque"))).toHaveLength(1);
  });
});
