import { describe, expect, it } from "vitest";
import { certificate, privateKey } from "../../certificates.ts";
import { findings } from "../finding.ts";

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

  const token = `ghp_${"a1B2".repeat(9)}`;
  // Kinds with places of their own were looked at there alone, so that annotations went into Git.
  it.each([
    ["an annotation of a ConfigMap", "ConfigMap", `data: { A: b }\nimmutable: true\nnote: ${token}`],
    [
      "an annotation of a pod",
      "Deployment",
      `spec: { template: { metadata: { annotations: { note: ${token} } }, spec: { containers: [{ name: c }] } } }`,
    ],
    [
      "the probe of a container",
      "Deployment",
      `spec: { template: { spec: { containers: [{ name: c, livenessProbe: { exec: { command: [sh, "${token}"] } } }] } } }`,
    ],
    [
      "what a container does before it stops",
      "DaemonSet",
      `spec: { template: { spec: { containers: [{ name: c, lifecycle: { preStop: { exec: { command: ["${token}"] } } } }] } } }`,
    ],
  ])("is found in %s", (_, kind, rest) => {
    expect(messages(object(kind, rest))).toEqual(["it holds a GitHub token"]);
  });

  it("is found in the template of an ExternalSecret, which is filled in from the store", () => {
    const template = (password: string) =>
      object("ExternalSecret", `spec: { target: { template: { data: { password: "${password}" } } } }`);
    expect(messages(template("hunter22"))).toHaveLength(1);
    expect(messages(template("{{ .password }}"))).toEqual([]);
  });

  it("is found in the values of a chart and in files for a server", () => {
    expect(
      messages(object("HelmRelease", "spec: { values: { grafana: { adminPasswordKey: a, password: hunter22 } } }")),
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

describe("A value of the fleet", () => {
  it("is told at its line, in parameters and in fields of every record", () => {
    const zone =
      "# sites/guangdong/shenzhen.yaml\nzone: shenzhen\nparameters: { logsUrl: 'https://edge:hunter22@logs.example' }\n";
    expect(findings("FLT-SEC-020", zone)).toEqual([
      {
        at: "sites/guangdong/shenzhen.yaml parameters.logsUrl",
        subject: "panji/guangdong/shenzhen",
        message: "parameters.logsUrl holds a password in a URL",
      },
    ]);
  });
});

describe("A text for servers", () => {
  it("is looked at again when another server's text holds a credential", () => {
    const file = (id: string, value: string) =>
      `# hosts/${id}/cloud-config.yaml\nk3s: { env: { K3S_TOKEN: ${value} } }\n`;
    const leak = "tr0ub4dor-and-3";
    expect(findings("FLT-SEC-021", file("a", "/etc/token"))).toEqual([]);
    expect(findings("FLT-SEC-021", file("b", leak))).toHaveLength(1);
    expect(findings("FLT-SEC-021", file("c", leak))).toHaveLength(1);
  });
});

describe("a Secret in Git", () => {
  const secret = (key: "data" | "stringData", texts: readonly string[]) => {
    const values = texts.map((text) => (key === "data" ? Buffer.from(text).toString("base64") : text));
    const data = Object.fromEntries(values.map((value, index) => [`key-${index}`, value]));
    const metadata = { name: "a", namespace: "flux-system" };
    return `# delivery objects\n${JSON.stringify({ apiVersion: "v1", kind: "Secret", metadata, [key]: data })}\n`;
  };
  it.each(["data", "stringData"] as const)("may hold certificates under %s, which are public", (key) => {
    expect(findings("FLT-SEC-008", secret(key, [certificate]))).toEqual([]);
  });
  it.each([
    ["nothing", []],
    ["a certificate and its key", [certificate, privateKey()]],
    ["both in one text", [certificate + privateKey()]],
    ["a certificate and a password", [certificate, "tr0ub4dor"]],
  ])("may not hold %s", (_, texts) => {
    expect(findings("FLT-SEC-008", secret("data", texts))).toHaveLength(1);
  });
});
