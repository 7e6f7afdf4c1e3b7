import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type Child, startChild } from "../../lab/servers/child.ts";
import { type Cluster, startCluster } from "../../lab/servers/cluster.ts";
import { infrastructure, startClusterApi } from "../../lab/servers/cluster-api.ts";
import { startControllers, withoutNodes } from "../../lab/servers/controllers.ts";
import { definitionsOf, installDefinitions } from "../../lab/servers/definitions.ts";
import { startFlux } from "../../lab/servers/flux.ts";
import { freePorts } from "../../lab/servers/ports.ts";
import { programOf } from "../../lab/servers/programs.ts";
import { hubProjects } from "../../lab/servers/projects.ts";
import { until } from "../../lab/servers/until.ts";
import type { KubernetesObject } from "../../model/manifest.ts";

const run = promisify(execFile);

interface Stoppable {
  readonly stop: () => Promise<void>;
}

/**
 * A hub that can be lost and made again at the same address. Its servers in the field are the memory of Cluster API's
 * infrastructure, which therefore outlives the hub.
 */
export class LosableHub {
  readonly cluster: Cluster;
  readonly #servers: readonly Child[];
  /** Where Flux serves what it has fetched: in a cluster the name of a Service, which is the same in each life. */
  readonly #storage: string;
  #controllers: readonly Stoppable[] = [];
  #lives = 0;

  private constructor(cluster: Cluster, servers: readonly Child[], storage: string) {
    this.cluster = cluster;
    this.#servers = servers;
    this.#storage = storage;
  }

  static async start(folder: string): Promise<LosableHub> {
    const cluster = await startCluster("hub", folder);
    await installDefinitions(cluster, definitionsOf(hubProjects));
    const servers = await startClusterApi(cluster, (tool) => tool === infrastructure);
    const [port = 0] = await freePorts(1);
    const hub = new LosableHub(cluster, servers, `127.0.0.1:${port}`);
    await hub.#startControllers();
    return hub;
  }

  /** Ends everything of the hub at once, and its data are gone. */
  async lose(): Promise<void> {
    await Promise.all(this.#controllers.map((each) => each.stop()));
    this.#controllers = [];
    await this.cluster.stopApi();
    await this.cluster.store.stop();
    for (const data of ["etcd", "artifacts"]) {
      rmSync(join(this.cluster.folder, data), { recursive: true, force: true });
    }
  }

  /** A hub without anything but its definitions. */
  async beginEmpty(): Promise<void> {
    await this.cluster.store.start(join(this.cluster.folder, `etcd-${++this.#lives}`));
    await this.cluster.startApi();
    await installDefinitions(this.cluster, definitionsOf(hubProjects));
    await this.#startControllers();
  }

  /** A hub with the data of a folder. */
  async beginWith(data: string): Promise<void> {
    await this.cluster.store.start(data);
    await this.cluster.startApi();
    await this.#startControllers();
  }

  async #startControllers(): Promise<void> {
    const { cluster } = this;
    this.#controllers = [
      await startControllers(cluster, withoutNodes),
      await startFlux(cluster, {
        "kustomize-controller": ["--requeue-dependency=1s"],
        "source-controller": [`--storage-addr=${this.#storage}`, `--storage-adv-addr=${this.#storage}`],
      }),
      ...(await startClusterApi(cluster, (tool) => tool !== infrastructure)),
    ];
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#controllers, ...this.#servers].map((each) => each.stop()));
    await this.cluster.stop();
  }
}

interface Container {
  readonly command: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
}

/** Runs what the hub's back-up runs, and the commands of the guide, beside an S3 service in memory. */
export class Bucket {
  readonly #service: Child;
  readonly #folder: string;
  readonly #environment: Readonly<Record<string, string>>;

  private constructor(service: Child, folder: string, environment: Readonly<Record<string, string>>) {
    this.#service = service;
    this.#folder = folder;
    this.#environment = environment;
  }

  /** @param name of the bucket, which is made */
  static async start(parent: string, name: string, { kubeconfig }: Cluster): Promise<Bucket> {
    const folder = join(parent, "backup");
    mkdirSync(join(folder, "snapshot"), { recursive: true });
    const [port = 0] = await freePorts(1);
    const service = startChild({
      name: "gofakes3",
      program: await programOf("gofakes3"),
      args: ["-host", `127.0.0.1:${port}`, "-backend", "memory", "-initialbucket", name],
      folder,
    });
    const url = `http://127.0.0.1:${port}`;
    await until("the bucket is there", async () => (await fetch(`${url}/${name}`)).ok);
    const programs = await Promise.all((["etcdctl", "etcdutl", "restic", "kubectl"] as const).map(programOf));
    return new Bucket(service, folder, {
      PATH: [...programs.map((each) => dirname(each)), process.env["PATH"]].join(":"),
      KUBECONFIG: kubeconfig,
      AWS_ACCESS_KEY_ID: "hub",
      AWS_SECRET_ACCESS_KEY: "hub-secret",
      RESTIC_PASSWORD: "a password of the lab",
      RESTIC_REPOSITORY: `s3:${url}/${name}/panji/north`,
    });
  }

  /** The containers of the published CronJob, one after the other; what they see as root is a folder of the lab. */
  async backUp({ store, signingKey }: Cluster, cronJob: KubernetesObject): Promise<void> {
    const { jobTemplate } = cronJob["spec"] as unknown as {
      readonly jobTemplate: {
        readonly spec: { readonly template: { readonly spec: { readonly initContainers: readonly Container[] } } };
      };
    };
    mkdirSync(join(this.#folder, "pki"), { recursive: true });
    cpSync(signingKey, join(this.#folder, "pki/sa.key"));
    rmSync(join(this.#folder, "snapshot/etcd.db"), { force: true });
    for (const { command, env } of jobTemplate.spec.template.spec.initContainers) {
      const [program = "", ...args] = command.map((each) => this.#local(each));
      const given = Object.fromEntries(env.map(({ name, value }) => [name, value]));
      await this.#run(program, args, {
        ...given,
        ...this.#environment,
        // The lab's etcd knows no certificates.
        ...("ETCDCTL_ENDPOINTS" in given && { ETCDCTL_ENDPOINTS: store.url }),
        ...certificateless,
        RESTIC_CACHE_DIR: join(this.#folder, "cache"),
      });
    }
  }

  /** One block of commands of the guide, with what it leaves to the reader filled in. Resolves to what it printed. */
  async follow(block: string, values: Readonly<Record<string, string>> = {}): Promise<string> {
    const restored = join(this.#folder, "restore");
    const filled: Readonly<Record<string, string>> = {
      REGION: "north",
      // restic puts back each file below the path that it had.
      "/restore/snapshot": join(restored, this.#folder, "snapshot"),
      "/restore": restored,
      ...values,
    };
    const names = Object.keys(filled).sort((one, two) => two.length - one.length);
    const script = guideBlock(block).replace(new RegExp(names.join("|"), "g"), (name) => filled[name] ?? name);
    return this.#run("bash", ["-ec", script], this.#environment);
  }

  stop(): Promise<void> {
    return this.#service.stop();
  }

  #local(text: string): string {
    return text.replaceAll("/snapshot", join(this.#folder, "snapshot")).replaceAll(" /pki", ` ${this.#folder}/pki`);
  }

  async #run(program: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
    writeFileSync(join(this.#folder, "last-command"), [program, ...args].join(" "));
    const { stdout } = await run(program, args, { cwd: this.#folder, env: { ...process.env, ...env } });
    return stdout;
  }
}

const certificateless = { ETCDCTL_CACERT: "", ETCDCTL_CERT: "", ETCDCTL_KEY: "" };

/** The commands of a block of docs/guide-lost-hub.md, which names it behind `sh`. */
function guideBlock(name: string): string {
  const guide = readFileSync(join(import.meta.dirname, "../../docs/guide-lost-hub.md"), "utf8");
  const text = new RegExp(`^\`\`\`sh ${name}\\n([\\s\\S]*?)^\`\`\``, "m").exec(guide)?.[1];
  if (text === undefined) throw new Error(`the guide has no commands ${name}`);
  return text;
}
