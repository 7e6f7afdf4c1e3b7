import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type ClientUnaryCall, credentials, type ServiceError } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import pb from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct, { type Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Recorded } from "../../stacks/provider/handler.ts";

type Values = Readonly<Record<string, unknown>>;

/** What the engine would record after a create, an update or a read. */
export interface State extends Recorded {
  readonly id: string;
}

const type = "flotilla:index:";

/** The provider as a process of its own, spoken to as Pulumi's engine does. */
export class ProviderProcess {
  readonly #child: ChildProcess;
  readonly #client: InstanceType<typeof services.ResourceProviderClient>;
  readonly port: string;
  /** What it has written to its log so far. */
  log = "";

  private constructor(child: ChildProcess, port: string) {
    this.#child = child;
    this.port = port;
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.log += text;
    });
    this.#client = new services.ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  }

  static async start(): Promise<ProviderProcess> {
    const file = join(import.meta.dirname, "../../stacks/provider/main.ts");
    const child = spawn(process.execPath, [file, "127.0.0.1:1"], { stdio: ["pipe", "pipe", "pipe"] });
    const [port] = (await once(createInterface(child.stdout), "line")) as [string];
    return new ProviderProcess(child, port);
  }

  /** Lets go of it as an engine that ends does; resolves to its exit code. */
  async end(): Promise<number | null> {
    this.#client.close();
    this.#child.stdin?.end();
    if (this.#child.exitCode === null) await once(this.#child, "exit");
    return this.#child.exitCode;
  }

  /** Ends it without a chance to tidy up. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    if (this.#child.signalCode === null) await once(this.#child, "exit");
    this.#client.close();
  }

  /** Tells it to give up what it does, as the engine does when a person presses Ctrl-C. */
  async cancel(): Promise<void> {
    await this.#call((done) => this.#client.cancel(new empty.Empty(), done));
  }

  /** Begins an operation, as each run of `pulumi` does. */
  configure(): Promise<pb.ConfigureResponse> {
    return this.#call((done) => this.#client.configure(new pb.ConfigureRequest(), done));
  }

  async check(kind: string, inputs: Values, type = urn(kind)) {
    const request = new pb.CheckRequest();
    request.setUrn(type);
    request.setNews(toStruct(inputs));
    const response = await this.#call<pb.CheckResponse>((done) => this.#client.check(request, done));
    return { inputs: plain(response.getInputs()), failures: response.getFailuresList().map((each) => each.toObject()) };
  }

  /** Kinds of change by property path. */
  async diff(kind: string, old: State, inputs: Values): Promise<Readonly<Record<string, string>>> {
    const request = new pb.DiffRequest();
    request.setId(old.id);
    request.setUrn(urn(kind));
    request.setOldInputs(toStruct(old.inputs));
    request.setOlds(toStruct(old.outputs));
    request.setNews(toStruct(inputs));
    const response = await this.#call<pb.DiffResponse>((done) => this.#client.diff(request, done));
    const names = Object.fromEntries(Object.entries(pb.PropertyDiff.Kind).map(([name, value]) => [value, name]));
    const kinds: Record<string, string> = {};
    response.getDetaileddiffMap().forEach((detail: pb.PropertyDiff, path: string) => {
      kinds[path] = names[detail.getKind()] ?? "";
    });
    const isSome = response.getChanges() === pb.DiffResponse.DiffChanges.DIFF_SOME;
    if (isSome !== Object.keys(kinds).length > 0) throw new Error(`found changes ${isSome} with ${kinds}`);
    return kinds;
  }

  async create(kind: string, inputs: Values, preview = false): Promise<State> {
    const request = new pb.CreateRequest();
    request.setUrn(urn(kind));
    request.setProperties(toStruct(inputs));
    request.setPreview(preview);
    const response = await this.#call<pb.CreateResponse>((done) => this.#client.create(request, done));
    return { id: response.getId(), inputs: inputs as State["inputs"], outputs: plain(response.getProperties()) };
  }

  async update(kind: string, old: State, inputs: Values, preview = false): Promise<State> {
    const request = new pb.UpdateRequest();
    request.setId(old.id);
    request.setUrn(urn(kind));
    request.setOldInputs(toStruct(old.inputs));
    request.setOlds(toStruct(old.outputs));
    request.setNews(toStruct(inputs));
    request.setPreview(preview);
    const response = await this.#call<pb.UpdateResponse>((done) => this.#client.update(request, done));
    return { id: old.id, inputs: inputs as State["inputs"], outputs: plain(response.getProperties()) };
  }

  /** Undefined when the resource is gone. */
  async read(kind: string, old: State): Promise<State | undefined> {
    const request = new pb.ReadRequest();
    request.setId(old.id);
    request.setUrn(urn(kind));
    request.setInputs(toStruct(old.inputs));
    request.setProperties(toStruct(old.outputs));
    const response = await this.#call<pb.ReadResponse>((done) => this.#client.read(request, done));
    const id = response.getId();
    return id === ""
      ? undefined
      : { id, inputs: plain(response.getInputs()), outputs: plain(response.getProperties()) };
  }

  async delete(kind: string, old: State): Promise<void> {
    const request = new pb.DeleteRequest();
    request.setId(old.id);
    request.setUrn(urn(kind));
    request.setOldInputs(toStruct(old.inputs));
    request.setProperties(toStruct(old.outputs));
    await this.#call((done) => this.#client.delete(request, done));
  }

  #call<Response>(
    start: (done: (error: ServiceError | null, response: Response) => void) => ClientUnaryCall,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      start((error, response) => (error ? reject(error) : resolve(response)));
    });
  }
}

function urn(kind: string): string {
  return `urn:pulumi:guangdong::flotilla::${type}${kind}::x`;
}

function toStruct(values: Values): Struct {
  return struct.Struct.fromJavaScript(values as Parameters<typeof struct.Struct.fromJavaScript>[0]);
}

function plain(value: Struct | undefined): Recorded["inputs"] {
  return (value?.toJavaScript() ?? {}) as Recorded["inputs"];
}
