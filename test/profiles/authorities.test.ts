import { expect, test } from "vitest";
import type { Hub } from "../../constructs/hub.ts";
import type { JsonObject } from "../../model/json.ts";
import { certificate } from "../certificates.ts";
import { renderLayers } from "./render.ts";
import { specimenFleet } from "./specimens.ts";

const layer = (name: string, trust: object) => {
  const [region] = specimenFleet([], { ironicAddress: "10.44.0.20" }, { trust }).regions;
  const found = renderLayers(region?.hub as Hub).find((each) => each.name === name);
  const values: JsonObject = found?.releases[0]?.values ?? {};
  return { objects: found?.objects ?? [], values };
};

// Ironic asks the registry for checksums, its ramdisk for the image: with a private authority no server was ever installed.
test("Ironic and the ramdisk of every server trust the authorities of the region", () => {
  const { objects, values } = layer("metal3", { root: certificate, web: certificate });
  expect(objects.find(({ kind }) => kind === "Secret")).toEqual({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "tls-ca-additional", namespace: "metal3-system" },
    type: "Opaque",
    data: { "ca-additional.crt": Buffer.from(certificate + certificate).toString("base64") },
  });
  expect(values).toMatchObject({
    global: { additionalTrustedCAs: true },
    "metal3-ironic": { podAnnotations: { "flotilla.dev/authorities": expect.stringMatching(/^[0-9a-f]{16}$/) } },
  });
});

test("the operator of Cluster API fetches its providers with them, and keeps the certificate of its webhook", () => {
  const { objects, values } = layer("cluster-api-operator", { root: certificate });
  expect(objects.find(({ kind }) => kind === "ConfigMap")).toMatchObject({
    metadata: { name: "authorities", namespace: "capi-operator-system" },
    data: { "authorities.pem": certificate },
  });
  expect(values).toMatchObject({
    env: { manager: [{ name: "SSL_CERT_DIR", value: "/etc/ssl/certs:/etc/flotilla/authorities" }] },
    volumes: [
      { name: "cert", secret: { secretName: "capi-operator-webhook-service-cert" } },
      { name: "authorities", configMap: { name: "authorities" } },
    ],
    volumeMounts: {
      manager: [
        { name: "cert", mountPath: "/tmp/k8s-webhook-server/serving-certs" },
        { name: "authorities", mountPath: "/etc/flotilla/authorities" },
      ],
    },
  });
});

test.each(["metal3", "cluster-api-operator"])("%s starts anew when they change, since it reads them once", (name) => {
  const [one, two] = [{ root: certificate }, { root: certificate, web: certificate }].map((trust) =>
    JSON.stringify(layer(name, trust).values),
  );
  expect(one).not.toBe(two);
});

test.each(["metal3", "cluster-api-operator"])("%s is as it was where nothing is said", (name) => {
  const { objects, values } = layer(name, {});
  expect(objects.map(({ kind }) => kind)).not.toContain("Secret");
  expect(JSON.stringify(values)).not.toMatch(/authorities|additionalTrustedCAs/);
});
