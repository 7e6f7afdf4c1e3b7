/** Reads objects of a repository through one process of Git. */

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { gitEnvironment, type Setting } from "./environment.ts";
import { commandError, startError } from "./process.ts";

export interface StoredObject {
  readonly id: string;
  readonly type: string;
  readonly body: Buffer;
}

interface Waiting {
  readonly resolve: (object: StoredObject | undefined) => void;
  readonly reject: (error: unknown) => void;
}

const ARGS = ["cat-file", "--batch"];
/** First line of an answer (git-cat-file(1), "BATCH OUTPUT"); any other line says that there is no such object. */
const HEADER = /^([0-9a-f]{40,64}) (blob|tree|commit|tag) (\d+)$/;

/** Reads objects of one repository through one `git cat-file --batch`; many reads may be under way at once. */
export class ObjectReader {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: Waiting[] = [];
  #chunks: Buffer[] = [];
  #buffered = 0;
  /** Bytes to have before the next answer can be whole. */
  #wanted = 1;
  #stderr = "";
  #error: Error | undefined;

  constructor(gitDir: string, settings: readonly Setting[] = []) {
    this.#child = spawn("git", ARGS, { env: gitEnvironment(process.env, gitDir, settings), stdio: "pipe" });
    this.#child.stdout.on("data", (chunk: Buffer) => this.#take(chunk));
    this.#child.stderr.on("data", (chunk: Buffer) => {
      this.#stderr += chunk.toString();
    });
    this.#child.stdin.on("error", () => {});
    this.#child.on("error", (cause) => this.#end(startError(cause)));
    this.#child.on("close", (code) => this.#end(commandError(ARGS, code ?? 255, this.#stderr.trim())));
  }

  /**
   * @param name any name of gitrevisions(7) without a line break, such as an id or `<tree>:<path>`
   * @returns undefined when there is no such object
   */
  read(name: string): Promise<StoredObject | undefined> {
    return new Promise((resolve, reject) => {
      if (this.#error) {
        reject(this.#error);
        return;
      }
      this.#waiting.push({ resolve, reject });
      this.#child.stdin.write(`${name}\n`);
    });
  }

  close(): void {
    this.#child.stdin.end();
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    if (this.#buffered < this.#wanted) return;
    let rest = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    for (let used = this.#answer(rest); used > 0; used = this.#answer(rest)) rest = rest.subarray(used);
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#buffered = rest.length;
  }

  /** @returns bytes of the first answer, 0 when it is not whole yet */
  #answer(bytes: Buffer): number {
    this.#wanted = bytes.length + 1;
    const newline = bytes.indexOf(0x0a);
    if (newline < 0) return 0;
    const [, id, type, size] = HEADER.exec(bytes.toString("latin1", 0, newline)) ?? [];
    if (id === undefined || type === undefined) {
      this.#waiting.shift()?.resolve(undefined);
      return newline + 1;
    }
    const end = newline + 1 + Number(size);
    this.#wanted = end + 1;
    if (bytes.length < this.#wanted) return 0;
    this.#waiting.shift()?.resolve({ id, type, body: bytes.subarray(newline + 1, end) });
    return end + 1;
  }

  #end(error: Error): void {
    this.#error ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
