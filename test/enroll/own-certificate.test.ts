import { X509Certificate } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { publishedPlaces, runningService } from "./service-of-test.ts";

test("A new authority has the service make a certificate of its own anew, and else the old one stays", async () => {
  const places = await publishedPlaces();
  const own = () =>
    new X509Certificate(
      readFileSync(join(places.state, "service.pem"), "utf8").replace(/[\s\S]*?(?=-----BEGIN CERT)/, ""),
    );
  await (await runningService(places)).stop();
  const first = own();
  const { stop, authority } = await runningService(places);
  await stop();
  expect(own().fingerprint256).toBe(first.fingerprint256);
  expect(first.verify(new X509Certificate(authority).publicKey)).toBe(true);
  rmSync(join(places.state, "authority.pem"));
  const next = await runningService(places);
  expect(own().verify(new X509Certificate(next.authority).publicKey)).toBe(true);
});
