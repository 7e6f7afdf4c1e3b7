import { dump } from "js-yaml";
import { expect, test } from "vitest";
import { registriesConfig } from "../../engines/provisioning/kairos/registries.ts";
import { imageAccessOf } from "../../lab/node/k3s-registries.ts";

const secrets = [{ host: "registry.panji.example", name: "mirror" }];
const written = dump(registriesConfig(["registry.panji.example"], { authorities: "/etc/ca.pem", secrets }));

test("Images of docker.io come from the fleet's registry and from nowhere else, with its authority", () => {
  const { files } = imageAccessOf(written);
  const text = files["/etc/containerd/certs.d/docker.io/hosts.toml"];
  expect(text).toBe(`server = "https://registry.panji.example/v2"

[host."https://registry.panji.example/v2"]
capabilities = ["pull", "resolve"]
ca = ["/etc/ca.pem"]
override_path = true
`);
  expect(Object.keys(files)).toHaveLength(2);
});

test("Credentials stand at the registry that asks for them; without any there is no table", () => {
  expect(imageAccessOf(written).credentials).toContain(
    `[plugins."io.containerd.grpc.v1.cri".registry.configs."registry.panji.example".auth]\nauth = "pull-secret/mirror"`,
  );
  expect(imageAccessOf(dump(registriesConfig(["registry.panji.example"]))).credentials).toBe("");
});
