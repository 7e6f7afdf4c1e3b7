/** One request: where it is sent on to and with what, how long it may take and how much may come. */

import { execFile } from "node:child_process";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { rootCertificates } from "node:tls";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { tokenRequest } from "../../oci/authentication.ts";
import { type HttpRequest, send } from "../../oci/http.ts";

/** Node does from 22.21 and 24.5 on. */
const knowsProxies = process.allowedNodeEnvironmentFlags.has("--use-env-proxy");
const limits = { authorities: [], seconds: 10, bytes: 100 };

/** @returns its URL, without a slash at the end */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that tells what it was sent. */
const echo = () =>
  serve(async (request, response) => {
    const body = await new Response(request as unknown as ReadableStream).text();
    const { authorization = "nobody" } = request.headers;
    response.end(`${request.method} ${request.url} by ${authorization} ${body}`.trim());
  });

const leadingTo = (status: number, location: string) =>
  serve((request, response) => response.writeHead(status, { location }).end(request.resume() && ""));

function ask(url: string, more: Partial<HttpRequest> = {}) {
  return send({ method: "GET", url: new URL(url), headers: { authorization: "Basic s3cret" }, ...more }, limits);
}

test("A redirect is followed, with credentials on the same server and without them to another one", async () => {
  const storage = await echo();
  const away = await leadingTo(307, `${storage}/blob`);
  expect((await ask(away)).body.toString()).toBe("GET /blob by nobody");
  const own = await serve((request, response) => {
    if (request.url === "/old") response.writeHead(301, { location: "/new" }).end();
    else response.end(request.headers.authorization);
  });
  expect((await ask(`${own}/old`)).body.toString()).toBe("Basic s3cret");
});

test("What is stored goes along with a redirect that repeats it, and with no other", async () => {
  const storage = await echo();
  const put = { method: "PUT", body: "bytes" };
  expect((await ask(await leadingTo(308, `${storage}/put`), put)).body.toString()).toBe("PUT /put by nobody bytes");
  expect((await ask(await leadingTo(302, `${storage}/put`), put)).status).toBe(302);
});

test("An identity token is not sent on to another server than the one that it is for", async () => {
  const thief = await echo();
  const realm = await leadingTo(307, `${thief}/token`);
  const request = tokenRequest(
    { scheme: "bearer", parameters: { realm } },
    "repository:a:pull",
    { kind: "identity", token: "t0ken" },
    realm,
  ) as HttpRequest;
  await expect(send(request, limits)).rejects.toThrow("a redirect of a credential to another host");
});

test("A registry that is asked by HTTPS has no token server of plain HTTP", () => {
  const of = (realm: string, origin: string) =>
    tokenRequest({ scheme: "bearer", parameters: { realm } }, "repository:a:pull", undefined, origin)?.url.origin;
  expect(of("http://auth.example/token", "https://registry.example")).toBeUndefined();
  expect(of("file:///token", "http://127.0.0.1:5000")).toBeUndefined();
  expect(of("http://127.0.0.1:5001/token", "http://127.0.0.1:5000")).toBe("http://127.0.0.1:5001");
  expect(of("https://auth.example/token", "https://registry.example")).toBe("https://auth.example");
});

test("A token is asked for in the words of the registry, else for the repository", () => {
  const scopeOf = (parameters: Record<string, string>) =>
    tokenRequest(
      { scheme: "bearer", parameters: { realm: "https://auth.example/token", ...parameters } },
      "repository:a:pull",
      undefined,
      "https://registry.example",
    )?.url.searchParams.get("scope");
  expect(scopeOf({ scope: "aws" })).toBe("aws");
  expect(scopeOf({})).toBe("repository:a:pull");
});

test("Redirects in a circle end", async () => {
  const circle = await serve((_, response) => response.writeHead(307, { location: "/" }).end());
  await expect(ask(circle)).rejects.toMatchObject({ message: "more than 5 redirects", isLasting: true });
});

test("An answer that is too long or too late is no answer", async () => {
  const long = await serve((_, response) => response.end("x".repeat(101)));
  await expect(ask(long)).rejects.toMatchObject({ message: "an answer of more than 100 bytes", isLasting: true });
  const silent = await serve(() => {});
  const hasty = { ...limits, seconds: 0.05 };
  await expect(send({ method: "GET", url: new URL(silent), headers: {} }, hasty)).rejects.toThrow(
    "no answer within 0.05 seconds",
  );
});

test("A connection that does not come about is told in words", async () => {
  await expect(ask("http://127.0.0.1:9/")).rejects.toMatchObject({
    message: "nothing listens there",
    isLasting: false,
  });
});

test.runIf(knowsProxies)(
  "Behind a proxy it is the proxy that is asked, with authorities of the fleet's own and without",
  async () => {
    const program = `
    const { send } = await import(process.argv[1]);
    for (const authorities of [[], [process.argv[2]]]) {
      for (const url of ["https://registry.example/v2/", "http://127.0.0.2:9/v2/"]) {
        await send({ method: "GET", url: new URL(url), headers: {} }, { authorities, seconds: 5, bytes: 100 }).catch(() => {});
      }
    }`;
    const seen: string[] = [];
    const proxy = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      response.end();
    });
    proxy.on("connect", ({ method, url }, socket) => {
      seen.push(`${method} ${url}`);
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void proxy.close());
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const file = import.meta.resolve("../../oci/http.ts");
    await promisify(execFile)(
      process.execPath,
      ["--input-type=module", "-e", program, file, rootCertificates[0] ?? ""],
      {
        env: { SystemRoot: process.env["SystemRoot"], NODE_USE_ENV_PROXY: "1", HTTPS_PROXY: url, HTTP_PROXY: url },
      },
    );
    const both = ["CONNECT registry.example:443", "GET http://127.0.0.2:9/v2/"];
    expect(seen).toEqual([...both, ...both]);
  },
);
