/** The provider's process: serves Pulumi's protocol on a free port of loopback. */

import { promisify } from "node:util";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import manifest from "../../package.json" with { type: "json" };
import { commitHandler } from "./commit.ts";
import type { ResourceHandlers } from "./handler.ts";
import { providerService } from "./service.ts";
import { treeHandler } from "./tree.ts";
import { TreeContents } from "./tree-content.ts";
import { UnitTips } from "./unit-tip.ts";

/** Pulumi's own limit for a message (sdk/nodejs/runtime/settings.ts, maxRPCMessageSize). */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

function handlers(cancelled: AbortSignal): ResourceHandlers {
  const contents = new TreeContents();
  const tips = new UnitTips();
  return {
    "flotilla:index:Tree": treeHandler(contents, tips),
    "flotilla:index:Commit": commitHandler(contents, tips, cancelled),
  };
}

const server = new Server({
  "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
  "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
});
server.addService(services.ResourceProviderService, providerService(handlers, manifest.version));
const bind = promisify(server.bindAsync.bind(server));
const port = await bind("127.0.0.1:0", ServerCredentials.createInsecure());
// The engine holds the other end of our input: it closes when the engine ends, however that comes about.
process.stdin.resume().once("close", () => process.exit(0));
// The engine reads the port from the first line.
process.stdout.write(`${port}\n`);
