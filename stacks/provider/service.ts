/** Pulumi's resource provider protocol over the resource types of this provider. */

import { type ServerUnaryCall, type sendUnaryData, status, type UntypedServiceImplementation } from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct, { type Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { GitError } from "../../git/repository/git-error.ts";
import type { JsonObject } from "../../model/json.ts";
import { shownText } from "../../model/shown-text.ts";
import { type PropertyChange, ProviderError, type ResourceHandler, type ResourceHandlers } from "./handler.ts";
import { valuesOf } from "./property-values.ts";

/**
 * Pulumi's resource provider protocol (pulumirpc.ResourceProvider, proto/pulumi/provider.proto) over a table of
 * handlers. The wrapper `@pulumi/pulumi/provider` cannot send detailed diffs, preview or read, so it is spoken here.
 *
 * @param begin makes the handlers of one operation, which makes no commit after its signal; the engine configures a
 *   provider once for each
 */
export function providerService(
  begin: (cancelled: AbortSignal) => ResourceHandlers,
  version: string,
): UntypedServiceImplementation {
  let operation = new AbortController();
  let handlers = begin(operation.signal);
  return {
    getPluginInfo: unary(async () => {
      const info = new plugin.PluginInfo();
      info.setVersion(version);
      return info;
    }),
    checkConfig: unary(async (request: provider.CheckRequest) => accepted(request.getNews())),
    diffConfig: unary(async () => new provider.DiffResponse()),
    configure: unary(async () => {
      operation = new AbortController();
      handlers = begin(operation.signal);
      const response = new provider.ConfigureResponse();
      response.setSupportspreview(true);
      // Otherwise the engine sends a secret as plain text, and nothing would keep it out of a commit.
      response.setAcceptsecrets(true);
      return response;
    }),
    check: unary(async (request: provider.CheckRequest) => {
      const response = accepted(request.getNews());
      const faults = handlerOf(handlers, request.getUrn()).check(valuesOf(request.getNews()));
      response.setFailuresList(
        faults.map((fault) => {
          const failure = new provider.CheckFailure();
          // Without a property, as the engine would print the value of one that is named.
          failure.setReason(shown(fault));
          return failure;
        }),
      );
      return response;
    }),
    diff: unary(async (request: provider.DiffRequest) => {
      const old = { inputs: valuesOf(request.getOldInputs()), outputs: valuesOf(request.getOlds()) };
      return diffResponse(handlerOf(handlers, request.getUrn()).diff(old, valuesOf(request.getNews())));
    }),
    create: unary(async (request: provider.CreateRequest) => {
      const created = await handlerOf(handlers, request.getUrn()).create(
        valuesOf(request.getProperties()),
        request.getPreview(),
      );
      const response = new provider.CreateResponse();
      response.setId(created.id);
      response.setProperties(toStruct(created.outputs));
      return response;
    }),
    update: unary(async (request: provider.UpdateRequest) => {
      const old = { inputs: valuesOf(request.getOldInputs()), outputs: valuesOf(request.getOlds()) };
      const outputs = await handlerOf(handlers, request.getUrn()).update(
        old,
        valuesOf(request.getNews()),
        request.getPreview(),
      );
      const response = new provider.UpdateResponse();
      response.setProperties(toStruct(outputs));
      return response;
    }),
    read: unary(async (request: provider.ReadRequest) => {
      const old = { inputs: valuesOf(request.getInputs()), outputs: valuesOf(request.getProperties()) };
      const found = await handlerOf(handlers, request.getUrn()).read(request.getId(), old);
      const response = new provider.ReadResponse();
      if (found) {
        response.setId(request.getId());
        response.setInputs(toStruct(found.inputs));
        response.setProperties(toStruct(found.outputs));
      }
      return response;
    }),
    delete: unary(async (request: provider.DeleteRequest) => {
      const old = { inputs: valuesOf(request.getOldInputs()), outputs: valuesOf(request.getProperties()) };
      await handlerOf(handlers, request.getUrn()).delete(old);
      return new empty.Empty();
    }),
    cancel: unary(async () => {
      operation.abort();
      return new empty.Empty();
    }),
  };
}

function handlerOf(handlers: ResourceHandlers, urn: string): ResourceHandler {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const handler = Object.hasOwn(handlers, type) ? handlers[type] : undefined;
  if (handler) return handler;
  const found = type === "" ? `the URN ${JSON.stringify(urn)} without a resource type` : `resource type ${type}`;
  const known = Object.keys(handlers).join(", ");
  throw new ProviderError(`found ${found}, expected one of ${known}`, status.INVALID_ARGUMENT);
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
  if (error instanceof ProviderError) return { code: error.code, message: shown(error.message) };
  if (error instanceof GitError) {
    const message = shown(`${error.code}: ${error.message}\n  next: ${error.hint}`);
    return { code: status.FAILED_PRECONDITION, message };
  }
  if (process.env["FLOTILLA_DEBUG"] !== undefined) console.error(error);
  const found = error instanceof Error ? error.message : String(error);
  const message = shown(`unexpected: ${found}\n  this is a fault of Flotilla; FLOTILLA_DEBUG=1 shows where`);
  return { code: status.INTERNAL, message };
}

/** A message goes as a header, of which the other end takes some thousand bytes. */
const LONGEST_MESSAGE = 2_000;

function shown(message: string): string {
  const text = shownText(message);
  return text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}...` : text;
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

function toStruct(value: JsonObject): Struct {
  return struct.Struct.fromJavaScript(value as Parameters<typeof struct.Struct.fromJavaScript>[0]);
}
