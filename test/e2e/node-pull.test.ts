import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { privateAuthority } from "../../lab/servers/private-authority.ts";
import { until } from "../../lab/servers/until.ts";
import { mallOfTest, obstacle, runToEnd, shopPod, untilRunning } from "./node.ts";

describe.skipIf(obstacle !== undefined)("a server that pulls from the fleet's mirror", () => {
  const { fleet, mall, folder } = mallOfTest({ pullSecrets: {} });

  /** Waits until somebody has said so in an event. */
  const untilSaid = (words: RegExp, namespace = "kube-system") =>
    until(
      `an event says ${words}`,
      async () => {
        const events = await mall().cluster.client.list("v1", "Event", "", namespace);
        const said = events.map((each) => String((each as unknown as { readonly message?: string }).message));
        return said.some((each) => words.test(each)) || Promise.reject(new Error(said.slice(-5).join("\n")));
      },
      { seconds: 120 },
    );

  test("Without the account of the registry nothing is pulled, not even what K3s names itself", async () => {
    // What stands in registries.yaml until the account is there is no base64, and that is all that containerd says of it.
    await untilSaid(/failed to resolve reference "docker\.io\/rancher\/mirrored-pause:3\.6": illegal base64 data/);
    expect(await mall().cluster.client.list("v1", "Pod", "", "flux-system")).toEqual([]);
  });

  test("With the account on its disk and after a restart it runs its app", async () => {
    const [node] = mall().nodes;
    node?.write("/etc/flotilla/pull-secrets/mirror", "site:lab");
    await mall().reboot();
    await untilRunning(mall().cluster, "retail", "till");
  });

  test("A registry whose certificate is of another authority is not trusted", async () => {
    const { authority, front } = fleet().servers;
    const stranger = privateAuthority(join(folder(), "stranger"), "stranger", ["registry.panji.example"]);
    const image = await fleet().release("retail/till", "2.0.0");
    front.show(stranger.server);
    const looking = runToEnd(mall().cluster, shopPod("late", "retail", image, ["look"]), 240);
    await untilSaid(/retail\/till.*certificate signed by unknown authority/s, "retail");
    front.show(authority.server);
    await looking;
  });
});
