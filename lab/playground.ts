/** A shop on real nodes to look around in: a published fleet, one of its sites as processes, and its till on loopback. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { nodeObstacle } from "./node/obstacles.ts";
import { NodeFleet } from "./node-fleet.ts";
import { LabFailure, log } from "./program.ts";
import { freePorts } from "./servers/ports.ts";
import { programOf } from "./servers/programs.ts";
import { openScratch } from "./servers/scratch.ts";
import type { RunningSite } from "./servers/site.ts";
import { until } from "./servers/until.ts";

/** Runs it with so many nodes until it is told to stop. @throws LabFailure where the machine cannot run real nodes */
export async function playground(nodes: number, stop: AbortSignal): Promise<number> {
  const obstacle = await nodeObstacle();
  if (obstacle !== undefined) throw new LabFailure(1, `${obstacle}\nWithout --nodes the lab pretends nodes anywhere.`);
  const folder = openScratch();
  const running: { readonly stop: () => Promise<void> }[] = [];
  try {
    log(`publishing a fleet and starting its site mall-01 with ${nodes} ${nodes === 1 ? "server" : "servers"}`);
    const fleet = await NodeFleet.start(folder, { servers: nodes });
    running.unshift(fleet.servers);
    const mall = await fleet.startMall();
    running.unshift(mall);
    const till = await untilSold(mall, stop);
    log(`
The site is up: Flux came with its first agent, and what it runs with Flux. Look around:

  kubectl --kubeconfig ${mall.cluster.kubeconfig} get nodes,pods -A
  kubectl --kubeconfig ${mall.cluster.kubeconfig} logs -n retail deployment/till

The till answers at ${till} in a browser, and its configuration at ${till}settings.

Edit ${join(folder, "fleet")}, such as LOG_LEVEL in apps/retail/till.yaml, publish, and have the site look at once:

  npx --no-install flotilla publish --fleet ${join(folder, "fleet")} --region north --to ${fleet.servers.repositories}
  kubectl --kubeconfig ${mall.cluster.kubeconfig} annotate -n flux-system gitrepository/flotilla --overwrite reconcile.fluxcd.io/requestedAt="$(date)"

Images of the platform that cannot be made here stand in and do nothing. Ctrl-C stops everything and removes it.`);
    if (!stop.aborted) await once(stop, "abort");
    return 0;
  } finally {
    log("stopping");
    for (const each of running) await each.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Waits until the till serves; resolves to its address on loopback, which leads to it until `stop`. */
async function untilSold({ cluster }: RunningSite, stop: AbortSignal): Promise<string> {
  const kubectl = await programOf("kubectl");
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}/`;
  void keepForwarding(kubectl, ["--kubeconfig", cluster.kubeconfig, "port-forward", "-n", "retail"], port, stop);
  await until(
    "the till answers",
    async () => {
      stop.throwIfAborted();
      return (await fetch(url)).ok;
    },
    { seconds: 300, every: 1000 },
  );
  return url;
}

/** A forwarded port ends with its pod: the next one is for the pod that has taken over. */
async function keepForwarding(kubectl: string, args: readonly string[], port: number, stop: AbortSignal) {
  while (!stop.aborted) {
    const child = spawn(kubectl, [...args, "service/till", `${port}:8080`], { stdio: "ignore", signal: stop });
    await once(child, "close").catch(() => {});
    await sleep(500, undefined, { signal: stop }).catch(() => {});
  }
}
