import { expect, test } from "vitest";
import { native } from "../../../engines/placement/native/native.ts";
import { registrationSchema } from "../../../model/consul-file.ts";
import { registrationContainer } from "../../../model/consul-registration.ts";
import { shop } from "./shop.ts";

const agents = { port: 8500, image: "registry.panji.example/curlimages/curl:8.17.0" };
const ports = [
  { name: "dns", port: 5353, protocol: "UDP" },
  { name: "http", port: 8080, protocol: "TCP" },
  { name: "admin", port: 9090, protocol: "TCP" },
] as const;

function registered(registration: object, app: object = {}) {
  const container = registrationContainer(
    { name: "till", ports, ...app },
    registrationSchema.parse(registration),
    agents,
  );
  return { ...container, body: JSON.parse(container.env["REGISTRATION"] ?? "") };
}

test("An app is registered by its own name, with its first TCP port and a connection as the check", () => {
  expect(registered({}).body).toEqual({
    ID: "<id>",
    Name: "till",
    Address: "<address>",
    Port: 8080,
    Meta: { pod: "<pod>" },
    Check: { TCP: "<host>:8080", Interval: "10s", Timeout: "5s", DeregisterCriticalServiceAfter: "30m" },
  });
});

test.each([
  ["its own path", { check: "/live" }, { readiness: "/ready" }, "http://<host>:8080/live"],
  ["that of the readiness probe", {}, { readiness: "/ready" }, "http://<host>:8080/ready"],
  [
    "that of a readiness probe in full",
    {},
    { readiness: { http: "/ready", port: "http" } },
    "http://<host>:8080/ready",
  ],
  ["none where readiness asks another port", { port: "admin" }, { readiness: "/ready" }, undefined],
  ["none where readiness runs a command", {}, { readiness: { exec: ["up"] } }, undefined],
])("The path that Consul asks is %s", (_, registration, probes, path) => {
  expect(registered(registration, { probes }).body.Check.HTTP).toBe(path);
});

test("A container of that name is the app's own where the app is not registered", () => {
  const containers = [
    { name: "consul-registration", image: "registry.panji.example/x:1", resources: { cpu: "1m", memory: "1Mi" } },
  ];
  const { app, shenzhen } = shop({ containers, topology: true });
  const [artifact] = native.lower({
    app,
    cluster: { kind: "hub", region: "guangdong" },
    tenant: { name: "retail", namespace: "shops" },
    zones: [{ zone: shenzhen, suffix: "shenzhen", nodeSelector: {} }],
  });
  const text = JSON.stringify(artifact?.kind === "objects" ? artifact.objects : []);
  expect(text).toContain('"name":"consul-registration"');
  expect(text).not.toContain("runAsUser");
  expect(text.match(/"NODE_NAME"/g)).toHaveLength(2);
});

test("Its token is a reference to a secret, and stands in no variable of the file", () => {
  const { secrets, env } = registered({ service: "shop-till", token: { from: "retail/consul", property: "token" } });
  expect(secrets).toEqual([{ name: "CONSUL_HTTP_TOKEN", from: "retail/consul", property: "token" }]);
  expect(Object.keys(env)).toEqual(["SERVICE", "AGENT_PORT", "REGISTRATION"]);
  expect(env["SERVICE"]).toBe("shop-till");
});

test.each(["59s", "0m", "1d", "90"])("A time of %s is not one that Consul takes", (deregisterAfter) => {
  expect(registrationSchema.safeParse({ deregisterAfter }).success).toBe(false);
});
