import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { clusterProxyOf } from "../../../engines/cluster-proxy.ts";
import { agentBootstrap } from "./example-site.ts";
import { carriedOut } from "./kairos-order.ts";
import { files, hostFiles, provisioner, site, stageFiles, two } from "./kairos-site.ts";

const proxied = {
  network: { proxy: { http: "http://proxy.panji.example:3128", https: "http://proxy.panji.example:3128" } },
};
const own = "localhost,127.0.0.0/8,::1,10.44.12.0/26,10.244.0.0/16,10.96.0.0/16,.svc,.cluster.local";
const dropIn = (service: string) => `/etc/systemd/system/${service}.service.d/flotilla-proxy.conf`;
const restart = "chroot HOST systemctl try-restart --no-block k3s.service k3s-agent.service";

describe("the proxy of a site", () => {
  test("is containerd's on servers and workers, past all that is inside of the site", () => {
    for (const { text } of files({ ...proxied, roles: two })) {
      const staged = stageFiles(text);
      for (const service of ["k3s", "k3s-agent"]) {
        expect(staged.get(dropIn(service))?.content).toBe(`[Service]
Environment="CONTAINERD_HTTP_PROXY=http://proxy.panji.example:3128"
Environment="CONTAINERD_HTTPS_PROXY=http://proxy.panji.example:3128"
Environment="CONTAINERD_NO_PROXY=${own}"
`);
      }
    }
  });

  test("is the installer's, which pulls the image of the system", () => {
    const { install } = parse(files(proxied)[0]?.text ?? "") as { install: { env?: string[] } };
    expect(install.env).toEqual([
      "HTTP_PROXY=http://proxy.panji.example:3128",
      "HTTPS_PROXY=http://proxy.panji.example:3128",
      `NO_PROXY=${own}`,
    ]);
  });

  test("is the first agent's, which pulls charts and reaches the API server of its host without it", () => {
    const path = "/var/lib/rancher/k3s/server/manifests/flotilla-first-agent.yaml";
    const made = site(proxied);
    const reach = { proxy: clusterProxyOf(made) };
    const [file] = hostFiles(made, provisioner, { ...agentBootstrap, reach });
    const job = stageFiles(file?.text ?? "").get(path)?.content ?? "";
    expect(job).toContain("- name: HTTPS_PROXY\n          value: http://proxy.panji.example:3128\n");
    expect(job).toContain(`- name: NO_PROXY\n          value: "$(KUBERNETES_SERVICE_HOST),.cluster.local.,${own}"\n`);
    const bare = stageFiles(files()[0]?.text ?? "").get(path)?.content ?? "";
    expect(bare).not.toContain("PROXY");
  });

  test("reaches living servers and leaves them, each time with a new start of K3s", () => {
    const before = carriedOut({}).files;
    const set = carriedOut(proxied, before);
    expect(set.calls).toEqual(["chroot HOST systemctl daemon-reload", restart]);
    const unset = carriedOut({}, set.files);
    expect(unset.calls).toEqual(["chroot HOST systemctl daemon-reload", restart]);
    expect(unset.files).toEqual(before);
  });
});
