import { type ServerUnaryCall, type sendUnaryData, status, type UntypedServiceImplementation } from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct, { type Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { GitError } from "../../git/repository/git-error.ts";
import type { JsonObject } from "../../model/json.ts";
import { type PropertyChange, ProviderError, type ResourceHandler, type ResourceHandlers } from "./handler.ts";

/**
 * Pulumi's resource provider protocol (pulumirpc.ResourceProvider, proto/pulumi/provider.proto) over a table of
 * handlers. The wrapper `@pulumi/pulumi/provider` cannot send detailed diffs, preview or read, so it is spoken here.
 *
 * @param begin makes the handlers of one operation; the engine configures a provider once for each
 */
export function providerService(begin: () => ResourceHandlers, version: string): UntypedServiceImplementation {
  let handlers = begin();
  const handlerOf = (urn: string): ResourceHandler => {
    const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
    const handler = handlers[type];
    if (!handler)
      throw new ProviderError(`found resource type ${type}, expected one of ${Object.keys(handlers).join(", ")}`);
    return handler;
  };
  return {
    getPluginInfo: unary(async () => {
      const info = new plugin.PluginInfo();
      info.setVersion(version);
      return info;
    }),
    checkConfig: unary(async (request: provider.CheckRequest) => accepted(request.getNews())),
    diffConfig: unary(async () => new provider.DiffResponse()),
    configure: unary(async () => {
      handlers = begin();
      const response = new provider.ConfigureResponse();
      response.setSupportspreview(true);
      return response;
    }),
    check: unary(async (request: provider.CheckRequest) => {
      const response = accepted(request.getNews());
      const failures = handlerOf(request.getUrn()).check(plain(request.getNews()));
      response.setFailuresList(
        failures.map(({ property, reason }) => {
          const failure = new provider.CheckFailure();
          failure.setProperty(property);
          failure.setReason(reason);
          return failure;
        }),
      );
      return response;
    }),
    diff: unary(async (request: provider.DiffRequest) => {
      const old = { inputs: plain(request.getOldInputs()), outputs: plain(request.getOlds()) };
      return diffResponse(handlerOf(request.getUrn()).diff(old, plain(request.getNews())));
    }),
    create: unary(async (request: provider.CreateRequest) => {
      const created = await handlerOf(request.getUrn()).create(plain(request.getProperties()), request.getPreview());
      const response = new provider.CreateResponse();
      response.setId(created.id);
      response.setProperties(toStruct(created.outputs));
      return response;
    }),
    update: unary(async (request: provider.UpdateRequest) => {
      const old = { inputs: plain(request.getOldInputs()), outputs: plain(request.getOlds()) };
      const outputs = await handlerOf(request.getUrn()).update(old, plain(request.getNews()), request.getPreview());
      const response = new provider.UpdateResponse();
      response.setProperties(toStruct(outputs));
      return response;
    }),
    read: unary(async (request: provider.ReadRequest) => {
      const old = { inputs: plain(request.getInputs()), outputs: plain(request.getProperties()) };
      const found = await handlerOf(request.getUrn()).read(request.getId(), old);
      const response = new provider.ReadResponse();
      if (found) {
        response.setId(request.getId());
        response.setInputs(toStruct(found.inputs));
        response.setProperties(toStruct(found.outputs));
      }
      return response;
    }),
    delete: unary(async (request: provider.DeleteRequest) => {
      const old = { inputs: plain(request.getOldInputs()), outputs: plain(request.getProperties()) };
      await handlerOf(request.getUrn()).delete(old);
      return new empty.Empty();
    }),
    cancel: unary(async () => new empty.Empty()),
  };
}

/** An asynchronous function as a gRPC handler; what it throws becomes the answer, never the end of the process. */
function unary<Request, Response>(answer: (request: Request) => Promise<Response>) {
  return (call: ServerUnaryCall<Request, Response>, done: sendUnaryData<Response>): void => {
    answer(call.request).then(
      (response) => done(null, response),
      (error: unknown) => done(answerTo(error)),
    );
  };
}

function answerTo(error: unknown): { readonly code: status; readonly message: string } {
  if (error instanceof ProviderError) return { code: status.FAILED_PRECONDITION, message: error.message };
  if (error instanceof GitError) {
    return { code: status.FAILED_PRECONDITION, message: `${error.code}: ${error.message}\n  next: ${error.hint}` };
  }
  return { code: status.INTERNAL, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

function accepted(news: Struct | undefined): provider.CheckResponse {
  const response = new provider.CheckResponse();
  response.setInputs(news);
  return response;
}

function diffResponse(changes: readonly PropertyChange[]): provider.DiffResponse {
  const { Kind } = provider.PropertyDiff;
  const kinds = { add: Kind.ADD, delete: Kind.DELETE, update: Kind.UPDATE } as const;
  const { DiffChanges } = provider.DiffResponse;
  const response = new provider.DiffResponse();
  response.setChanges(changes.length > 0 ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE);
  response.setDiffsList([...new Set(changes.map(({ path }) => path.split(/[.[]/)[0] ?? path))]);
  response.setHasdetaileddiff(true);
  const details = response.getDetaileddiffMap();
  for (const { path, kind } of changes) {
    const detail = new provider.PropertyDiff();
    detail.setKind(kinds[kind]);
    // Old values come from the recorded inputs: the outputs do not repeat them.
    detail.setInputdiff(true);
    details.set(path, detail);
  }
  return response;
}

function plain(value: Struct | undefined): JsonObject {
  return (value?.toJavaScript() ?? {}) as JsonObject;
}

function toStruct(value: JsonObject): Struct {
  return struct.Struct.fromJavaScript(value as Parameters<typeof struct.Struct.fromJavaScript>[0]);
}
