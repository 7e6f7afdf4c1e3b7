import { once } from "node:events";
import { type ClientHttp2Session, connect } from "node:http2";
import { onTestFinished } from "vitest";

/** What came back on a stream: status and message of gRPC, or `open` when nothing did in time. */
export interface RawAnswer {
  readonly status: number | "open";
  readonly message: string;
}

/** A client of gRPC that sends whatever bytes it is given. */
export class RawClient {
  readonly #session: ClientHttp2Session;

  constructor(port: string) {
    this.#session = connect(`http://127.0.0.1:${port}`);
    onTestFinished(() => this.#session.destroy());
  }

  /** @param end whether our half of the stream is closed after the bytes */
  async send(method: string, bytes: Uint8Array, end = true): Promise<RawAnswer> {
    const stream = this.#session.request({
      ":method": "POST",
      ":path": `/pulumirpc.ResourceProvider/${method}`,
      "content-type": "application/grpc",
      te: "trailers",
    });
    const headers: Record<string, unknown> = {};
    stream.on("response", (each) => Object.assign(headers, each));
    stream.on("trailers", (each) => Object.assign(headers, each));
    stream.on("error", () => {});
    stream.resume();
    if (bytes.length > 0) stream.write(bytes);
    if (end) stream.end();
    const closed = once(stream, "close").then(() => Number(headers["grpc-status"]));
    const pause = new Promise<"open">((resolve) => setTimeout(resolve, end ? 10_000 : 100, "open"));
    const status = await Promise.race([closed, pause]);
    if (status === "open") stream.close();
    return { status, message: decodeURIComponent(String(headers["grpc-message"] ?? "")) };
  }
}

/** A message as gRPC frames it: not compressed, its length, its bytes. */
export function framed(message: Uint8Array, length = message.length): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, message]);
}

/** A field of a protobuf message that holds bytes or another message. */
export function field(number: number, content: Uint8Array | string): Buffer {
  const bytes = Buffer.from(content as string);
  const length: number[] = [];
  for (let rest = bytes.length; ; rest >>>= 7) {
    if (rest < 128) {
      length.push(rest);
      break;
    }
    length.push((rest & 127) | 128);
  }
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...length]), bytes]);
}
