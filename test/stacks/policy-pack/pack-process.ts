import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import pb from "@pulumi/pulumi/proto/analyzer_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";

interface Violation {
  readonly id: string;
  /** Behind the description of the policy. */
  readonly message: string;
}

/** A policy pack as a process of its own, spoken to as Pulumi's engine does. */
export class PackProcess {
  readonly #child: ChildProcess;
  readonly #client: InstanceType<typeof services.AnalyzerClient>;

  private constructor(child: ChildProcess, port: string) {
    this.#child = child;
    this.#client = new services.AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
  }

  /** @param args of Node; the engine's address and what else Pulumi gives among them */
  static async start(args: readonly string[], cwd: string): Promise<PackProcess> {
    const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    const gone = once(child, "exit").then(() => Promise.reject(new Error(`the pack ended: ${said}`)));
    const line = once(createInterface(child.stdout), "line");
    const [port] = (await Promise.race([line, gone])) as [string];
    gone.catch(() => {});
    return new PackProcess(child, port);
  }

  end(): void {
    this.#client.close();
    this.#child.kill();
  }

  /** Ids of its policies. */
  policies(): Promise<readonly string[]> {
    return new Promise((resolve, reject) => {
      this.#client.getAnalyzerInfo(new empty.Empty(), (error, info) =>
        error ? reject(error) : resolve(info.getPoliciesList().map((each) => each.getName())),
      );
    });
  }

  analyze(stack: string, type: string, properties: Readonly<Record<string, unknown>>): Promise<readonly Violation[]> {
    const request = new pb.AnalyzeRequest();
    request.setType(`flotilla:index:${type}`);
    request.setUrn(`urn:pulumi:${stack}::flotilla::flotilla:index:${type}::x`);
    request.setName("x");
    request.setProperties(
      struct.Struct.fromJavaScript(properties as Parameters<typeof struct.Struct.fromJavaScript>[0]),
    );
    request.setOptions(new pb.AnalyzerResourceOptions());
    return new Promise((resolve, reject) => {
      this.#client.analyze(request, (error, response) => {
        if (error) return reject(error);
        resolve(
          response.getDiagnosticsList().map((each) => ({
            id: each.getPolicyname(),
            message: each.getMessage().slice(each.getDescription().length + 1),
          })),
        );
      });
    });
  }
}
