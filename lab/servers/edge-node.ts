import { dump } from "js-yaml";
import type { JsonObject } from "../../model/json.ts";
import { field } from "../../model/json-fields.ts";
import { ensurePackages } from "../node/packages.ts";
import { log } from "../program.ts";
import type { KubeEdgeHub } from "./kubeedge.ts";
import { programOf } from "./programs.ts";
import { type RunningNode, type Server, startServer } from "./server.ts";

/** A server with EdgeCore and a container runtime, as keadm leaves it. */
export interface EdgeNode extends Server {
  /** EdgeCore's configuration, as keadm writes it. */
  readonly edgeCore: JsonObject;
  /** What it shows to join. */
  readonly token: string;
}

/** The devices that the kernel of a laboratory may not have: EdgeCore takes one of this name as it is. */
const DUMMY = "ip link add edge-dummy0 type bridge";

/** Starts the server; it joins the hub by itself. */
export async function startEdgeNode({ site }: KubeEdgeHub, node: EdgeNode): Promise<RunningNode> {
  const { cluster, lan } = site;
  const files = {
    ...node.files,
    "/etc/kubeedge/config/edgecore.yaml": dump(onThisMachine(node.edgeCore)),
    "/etc/kubeedge/bootstrap-edgecore.conf": node.token,
  };
  const server = { ...node, files, boot: `${node.boot ?? ""}\n${DUMMY}` };
  return startServer(
    cluster,
    lan,
    server,
    {
      programs: async () => ({
        edgecore: [await programOf("edgecore"), "--config=/etc/kubeedge/config/edgecore.yaml"],
      }),
      isReady: async (since) => {
        const found = await cluster.client.tryGet({ apiVersion: "v1", kind: "Node", name: node.name });
        const ready = conditionOf(found, "Ready");
        if (ready?.["status"] !== "True") throw new Error(JSON.stringify(ready ?? "it has not registered"));
        return new Date(String(ready["lastHeartbeatTime"])) > since;
      },
    },
    await ensurePackages(log),
  );
}

/** What is different here: no systemd, and a disk that is full of other things than this node's. */
function onThisMachine(config: JsonObject): JsonObject {
  const settings = {
    cgroupDriver: "cgroupfs",
    enforceNodeAllocatable: [],
    evictionHard: Object.fromEntries(
      ["memory.available", "nodefs.available", "nodefs.inodesFree", "imagefs.available"].map((each) => [each, "0%"]),
    ),
    imageGCHighThresholdPercent: 100,
    failSwapOn: false,
  };
  const steps = ["modules", "edged", "tailoredKubeletConfig"];
  return merged(config, steps, settings);
}

function merged(tree: JsonObject, [step, ...rest]: readonly string[], settings: JsonObject): JsonObject {
  if (step === undefined) return { ...tree, ...settings };
  return { ...tree, [step]: merged((tree[step] ?? {}) as JsonObject, rest, settings) };
}

function conditionOf(node: unknown, type: string): JsonObject | undefined {
  const all = (field(node, "status", "conditions") ?? []) as readonly JsonObject[];
  return all.find((each) => each["type"] === type);
}
