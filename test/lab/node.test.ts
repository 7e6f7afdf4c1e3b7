import { expect, test } from "vitest";
import { kairosServer } from "../../lab/node/kairos-server.ts";
import { obstacleOf } from "../../lab/node/obstacles.ts";
import { packages } from "../../lab/node/package-list.ts";
import { nodeScript } from "../../lab/node/script.ts";

test.each([
  [{ platform: "darwin", arch: "arm64", getuid: (): number => 0 }, "real nodes need Linux, this is darwin"],
  [
    { platform: "linux", arch: "arm64", getuid: (): number => 0 },
    "the packages of a real node are for amd64, this is arm64",
  ],
  [{ platform: "linux", arch: "x64", getuid: (): number => 1000 }, "real nodes need root, this is the user 1000"],
  [{ platform: "linux", arch: "x64", getuid: (): number => 0 }, undefined],
] as const)("%j: %s", (found, reason) => {
  expect(obstacleOf(found)).toBe(reason);
});

test("Every Debian package is pinned by version and content, once", () => {
  for (const { version, sha256 } of packages) {
    expect(version).toMatch(/^[\w.:+~-]+$/);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  }
  expect(new Set(packages.map(({ name }) => name)).size).toBe(packages.length);
});

const cloudConfig = `#cloud-config
stages:
  initramfs:
  - commands: [update-ca-certificates -f, ln -sf /usr/share/zoneinfo/Asia/Shanghai /etc/localtime]
    files: [{ path: /usr/local/share/ca-certificates/a.crt, content: pem }, { path: /oem/x, content: y }]
  boot:
  - files:
    - path: /etc/rancher/k3s/config.yaml
      content: |
        node-name: mall-01-a
        node-ip: 10.44.12.11
        node-label: [flotilla.dev/zone=city]
        cluster-cidr: 10.244.0.0/16
    - { path: /var/lib/rancher/k3s/server/manifests/a.yaml, content: "kind: A\\n---\\nkind: B\\n" }
`;

test("A server of the lab has name, address, labels and files of its cloud-config", () => {
  const { node, manifests } = kairosServer(cloudConfig, { pods: "10.244.1.0/24", files: { "/etc/hosts": "x" } });
  expect(node).toMatchObject({
    name: "mall-01-a",
    address: "10.44.12.11",
    labels: { "flotilla.dev/zone": "city", "node-role.kubernetes.io/control-plane": "true" },
  });
  expect(Object.keys(node.files ?? {})).toEqual([
    "/usr/local/share/ca-certificates/a.crt",
    "/etc/rancher/k3s/config.yaml",
    "/etc/hosts",
  ]);
  expect(node.boot).toContain("update-ca-certificates -f\n");
  expect(node.boot).not.toContain("localtime");
  expect([...manifests].map(([file, objects]) => [file, objects.length])).toEqual([["a.yaml", 2]]);
});

test("Words of a node's programs reach them as they are", () => {
  const text = nodeScript({ data: "/d", boot: "", relay: "a=b", programs: { kubelet: ["/k", "--x=it's $HOME"] } });
  expect(text).toContain(`keep kubelet '/k' '--x=it'\\''s $HOME' &\n`);
});
