import { expect, test } from "vitest";
import type { provisioners } from "../../../engines/engines.ts";
import { provisionerOf } from "../../../engines/lookup.ts";
import type { Provisioner } from "../../../model/provisioner.ts";
import { yamlText } from "../../../model/yaml-text.ts";
import { exampleSite, firstAgent, image } from "./example-site.ts";

const any = image("any/image", "v1.0.0");
const settings: { readonly [N in keyof typeof provisioners]: Provisioner } = {
  kairos: { engine: "kairos", os: any, k3s: "v1.33.10+k3s1", concurrency: 1, kubeVip: any, installer: any },
  "capi-metal3": {
    engine: "capi-metal3",
    kubernetes: "v1.33.10",
    images: { amd64: "os/a.raw", arm64: "os/b.raw" },
    maxSurge: 1,
    kubeVip: any,
    installer: any,
    imageRepository: "kubernetes",
    secretStore: "fleet",
  },
  kubeedge: {
    engine: "kubeedge",
    version: "v1.23.1",
    images: { cloudcore: any, iptablesManager: any, controllerManager: any, pause: any },
    secretStore: "fleet",
  },
  existing: { engine: "existing" },
};

/** Lines that speak of a secret and hold none: where it lies, what it is called, whether it is used. */
const harmless = [
  /^token-file: \/etc\/flotilla\/k3s-token$/,
  /^lock_passwd: true$/,
  /^secrets-encryption: true$/,
  /^(- )?secretKey: (username|password)$/,
  /^property: (username|password)$/,
  /^secretStoreRef:$/,
  /^kind: (ClusterSecretStore|ExternalSecret)$/,
  /^apiVersion: external-secrets\.io\/v1$/,
  /^# The join token is read from \S+, which registration writes\.$/,
];

test.each(Object.keys(settings) as (keyof typeof settings)[])("%s writes no token, password or Secret", (name) => {
  const provisioner = settings[name];
  const kind = name === "kubeedge" ? "nodes" : "cluster";
  const site = exampleSite({ provisioner, kind, roles: ["control-plane", "worker"] });
  const engine = provisionerOf(provisioner);
  const objects = [...engine.hubObjects(site, provisioner, firstAgent), ...engine.siteObjects(site, provisioner)];
  expect(objects.map((object) => object.kind)).not.toContain("Secret");
  const texts = [...objects.map(yamlText), ...engine.hostFiles(site, provisioner, firstAgent).map(({ text }) => text)];
  const lines = texts.flatMap((text) => text.split("\n")).map((line) => line.trim());
  expect(lines.length).toBeGreaterThan(10);
  const suspects = lines.filter((line) => /token|passw|secret/i.test(line));
  expect(suspects.filter((line) => !harmless.some((pattern) => pattern.test(line)))).toEqual([]);
});
