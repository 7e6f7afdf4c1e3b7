import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

interface Place {
  readonly line: number;
  readonly character: number;
}

/** A running yaml-language-server, spoken to as editors do: JSON-RPC over stdio (LSP 3.17). */
export function startLanguageServer(folder: string, root: string) {
  const child = spawn(process.execPath, [join(folder, "bin/yaml-language-server"), "--stdio"], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  const waiting = new Map<number, (result: unknown) => void>();
  let buffer = Buffer.alloc(0);
  let last = 0;
  const send = (message: object) => {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  child.stdout.on("data", (bytes: Buffer) => {
    buffer = Buffer.concat([buffer, bytes]);
    for (;;) {
      const head = buffer.indexOf("\r\n\r\n");
      const [, length] = /Content-Length: (\d+)/.exec(buffer.subarray(0, Math.max(0, head)).toString()) ?? [];
      const end = head + 4 + Number(length);
      if (head < 0 || length === undefined || buffer.length < end) return;
      const message = JSON.parse(buffer.subarray(head + 4, end).toString()) as Record<string, unknown>;
      buffer = buffer.subarray(end);
      const id = message["id"] as number;
      // It asks for the editor's settings as well; none is an answer.
      if (message["method"] !== undefined) {
        if (id !== undefined)
          send({ id, result: message["method"] === "workspace/configuration" ? [{}, {}, {}, {}, {}] : null });
      } else waiting.get(id)?.(message["result"]);
    }
  });
  const ask = (method: string, params: object) =>
    new Promise<unknown>((done) => {
      last++;
      waiting.set(last, done);
      send({ id: last, method, params });
    });
  const rootUri = pathToFileURL(root).href;
  return {
    async open(uri: string, text: string) {
      await ask("initialize", { processId: process.pid, rootUri, capabilities: {}, workspaceFolders: null });
      send({ method: "initialized", params: {} });
      const yaml = { hover: true, completion: true, validate: true, schemaStore: { enable: false } };
      send({ method: "workspace/didChangeConfiguration", params: { settings: { yaml } } });
      send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text } } });
    },
    async hover(uri: string, position: Place): Promise<string> {
      return JSON.stringify(await ask("textDocument/hover", { textDocument: { uri }, position }));
    },
    /** Labels of what it proposes. */
    async complete(uri: string, position: Place): Promise<readonly string[]> {
      const result = (await ask("textDocument/completion", { textDocument: { uri }, position })) as {
        readonly items?: readonly { readonly label: string }[];
      } | null;
      return (result?.items ?? []).map(({ label }) => label);
    },
    async stop(): Promise<void> {
      await ask("shutdown", {});
      const ended = new Promise((done) => child.once("exit", done));
      child.kill();
      await ended;
    },
  };
}
