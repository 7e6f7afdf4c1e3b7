import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { flux } from "../../engines/delivery/flux/flux.ts";
import type { ToolName } from "../tools.ts";
import { type Child, startChild } from "./child.ts";
import type { Cluster } from "./cluster.ts";
import { freePorts } from "./ports.ts";
import { programOf } from "./programs.ts";

/** Flux's controllers, acting on one cluster from outside of it. */
export interface Flux {
  readonly children: readonly Child[];
  readonly stop: () => Promise<void>;
}

/** What Flux's own installation passes under `multitenancy`, which Flotilla's agents always turn on. */
const TENANCY = ["--no-cross-namespace-refs=true", "--default-service-account=default"];

/**
 * Starts source, kustomize and helm controller with the arguments that Flotilla's agent gives them.
 *
 * @param more further arguments by controller; a flag given twice counts as given last
 * @param env further variables, such as HTTPS_PROXY
 */
export async function startFlux(
  cluster: Cluster,
  more: Readonly<Partial<Record<ToolName, readonly string[]>>> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<Flux> {
  const [storage] = await freePorts(1);
  const address = `127.0.0.1:${storage}`;
  const path = join(cluster.folder, "artifacts");
  mkdirSync(path, { recursive: true });
  const start = (name: ToolName, args: readonly string[]) =>
    controller(cluster, name, { args, more: more[name] ?? [], env });
  const children = await Promise.all([
    start("source-controller", [
      `--storage-path=${path}`,
      `--storage-addr=${address}`,
      `--storage-adv-addr=${address}`,
      // A branch that moved is looked at when a test asks for it; failures are not waited for half an hour.
      "--max-retry-delay=5s",
    ]),
    start("kustomize-controller", [...TENANCY, "--concurrent=10", "--max-retry-delay=5s"]),
    start("helm-controller", [...TENANCY, "--concurrent=10", "--max-retry-delay=5s"]),
  ]);
  return {
    children,
    stop: async () => {
      await Promise.all(children.map((child) => child.stop()));
    },
  };
}

interface ControllerOptions {
  readonly args: readonly string[];
  /** Arguments that count before all others. */
  readonly more: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

async function controller(cluster: Cluster, name: ToolName, { args, more, env }: ControllerOptions): Promise<Child> {
  // Each empties its folder for temporary files when it starts, so two labs must not share one.
  const temporary = join(cluster.folder, `${name}-tmp`);
  mkdirSync(temporary, { recursive: true });
  return startChild({
    name,
    program: await programOf(name),
    args: [
      ...args,
      ...agentArguments(name),
      "--enable-leader-election=false",
      "--events-addr=",
      "--metrics-addr=0",
      "--health-addr=127.0.0.1:0",
      "--watch-all-namespaces=true",
      "--log-level=info",
      ...more,
    ],
    env: { KUBECONFIG: cluster.kubeconfig, RUNTIME_NAMESPACE: "flux-system", TMPDIR: temporary, ...env },
    folder: cluster.folder,
  });
}

/** `additionalArgs` of the controller in the values of the chart that Flotilla installs. */
function agentArguments(name: string): readonly string[] {
  const { values } = flux.agent("registry.example");
  const key = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const { container } = values[key] as { readonly container: { readonly additionalArgs: readonly string[] } };
  return container.additionalArgs;
}
