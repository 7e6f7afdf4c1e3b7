import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { argocd } from "../../engines/delivery/argocd/argocd.ts";
import { agentSettings } from "../../lab/servers/argocd-settings.ts";
import { programOf } from "../../lab/servers/programs.ts";

const run = promisify(execFile);
const labels = { "app.kubernetes.io/part-of": "argocd" };
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "flotilla-health-"));
  const data = agentSettings(argocd.agent("registry.example"));
  write("settings", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "argocd-cm", labels }, data });
  write("secret", { apiVersion: "v1", kind: "Secret", metadata: { name: "argocd-secret", labels } });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, object: object): string {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, JSON.stringify(object));
  return file;
}

const application = (name: string, health: object, enabled: boolean) => ({
  apiVersion: "argoproj.io/v1alpha1",
  kind: "Application",
  metadata: { name, creationTimestamp: minutesAgo(40) },
  spec: { project: "flotilla-platform", syncPolicy: { automated: { enabled } } },
  status: { health },
});

/** What Argo CD itself makes of the settings of our agent for an object, in the time zone `zone`. */
async function healthOf(object: object, zone = "UTC"): Promise<string | undefined> {
  const file = write("object", object);
  const settings = ["--argocd-cm-path", join(folder, "settings.yaml")];
  const secret = ["--argocd-secret-path", join(folder, "secret.yaml")];
  const args = ["admin", "settings", "resource-overrides", "health", file, ...settings, ...secret];
  const env = { ...process.env, ARGOCD_BINARY_NAME: "argocd", TZ: zone };
  const { stdout } = await run(await programOf("argocd"), args, { env });
  return /^STATUS: (\w+)$/m.exec(stdout)?.[1];
}

/** In UTC and whole seconds, as the API server writes times. */
function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString().replace(/\.\d+Z$/, "Z");
}

interface Case {
  readonly name?: string;
  readonly status?: string;
  readonly minutes?: number;
  readonly enabled?: boolean;
  readonly zone?: string;
}

test.each<[string, Case, string]>([
  ["is what it says of itself", { status: "Healthy", minutes: 60 }, "Healthy"],
  ["is waited for while it goes on", { status: "Progressing", minutes: 28 }, "Progressing"],
  ["is degraded after half an hour", { status: "Progressing", minutes: 32 }, "Degraded"],
  ["is degraded where nothing has come for half an hour", { status: "Missing", minutes: 32 }, "Degraded"],
  ["is degraded where nobody has looked for half an hour", {}, "Degraded"],
  ["is healthy while it is paused", { status: "Missing", minutes: 60, enabled: false }, "Healthy"],
  ["is healthy when it is the root", { name: "flotilla", status: "Progressing", minutes: 60 }, "Healthy"],
  ["has the same health in the east", { status: "Progressing", minutes: 28, zone: "Asia/Shanghai" }, "Progressing"],
  ["has the same health in the west", { status: "Progressing", minutes: 32, zone: "America/Lima" }, "Degraded"],
])(
  "An Application %s",
  async (_, { name = "30-cilium", status, minutes = 0, enabled = true, zone = "UTC" }, expected) => {
    const health = status === undefined ? {} : { status, lastTransitionTime: minutesAgo(minutes) };
    expect(await healthOf(application(name, health, enabled), zone)).toBe(expected);
  },
);

// Traefik on the servers' own ports writes no address, and an app that was exposed was Progressing for ever.
test("An Ingress is healthy without an address", async () => {
  const ingress = {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name: "shop", namespace: "retail" },
    spec: { ingressClassName: "traefik", defaultBackend: { service: { name: "shop", port: { number: 80 } } } },
    status: { loadBalancer: {} },
  };
  expect(await healthOf(ingress)).toBe("Healthy");
});
