import { generateKeyPairSync, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Child, lastWords, startChild } from "./child.ts";
import { KubeClient } from "./kube-client.ts";
import { kubeconfigText } from "./kubeconfig.ts";
import { freePorts } from "./ports.ts";
import { programOf } from "./programs.ts";
import { until } from "./until.ts";

/** The etcd of a cluster. */
interface Store {
  /** Where clients reach it, and where other members would. */
  readonly url: string;
  readonly peerUrl: string;
  /** Ends it; its data stay. */
  readonly stop: () => Promise<void>;
  /** Starts it on the same ports with the data of a folder, which is made when there is none. */
  readonly start: (data: string) => Promise<void>;
}

/** A Kubernetes API with its store and without anything that acts on it. */
export interface Cluster {
  readonly name: string;
  readonly url: string;
  /** PEM text of the certificate by which it is trusted. */
  readonly ca: string;
  /** Of a user with all rights. */
  readonly token: string;
  /** File for kubectl and controllers, with all rights. */
  readonly kubeconfig: string;
  readonly client: KubeClient;
  /** Folder for the data and logs of what belongs to this cluster. */
  readonly folder: string;
  /** Key that service account tokens are signed with, for the controller manager. */
  readonly signingKey: string;
  readonly store: Store;
  /** Ends the API server; the store keeps everything. */
  readonly stopApi: () => Promise<void>;
  /** Starts it again on the same port; resolves when it is ready. */
  readonly startApi: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** What an API server is besides: for nodes that are nothing but objects, or for real ones. */
export interface ApiOptions {
  /** Further users: lines of a file of static tokens. */
  readonly users: readonly string[];
  readonly flags: readonly string[];
}

/**
 * Starts etcd and kube-apiserver on loopback below `folder`; resolves when the API server is ready.
 *
 * @param options without any, no program is expected to run on a node
 */
export async function startCluster(
  name: string,
  parent: string,
  { users, flags }: ApiOptions = { users: [], flags: withoutKubelets },
): Promise<Cluster> {
  const folder = join(parent, name);
  mkdirSync(folder, { recursive: true });
  const [clientPort = 0, peerPort = 0, apiPort = 0] = await freePorts(3);
  const signingKey = writeSigningKey(folder);
  const token = randomUUID();
  writeFileSync(join(folder, "tokens.csv"), [`${token},lab,lab,"system:masters"`, ...users, ""].join("\n"));
  const store = await startStore(folder, clientPort, peerPort);
  const program = await programOf("kube-apiserver");
  const args = [...apiServerArguments(folder, signingKey, clientPort, apiPort), ...flags];
  const url = `https://127.0.0.1:${apiPort}`;
  const start = () => startChild({ name: "kube-apiserver", program, args, folder });
  let api = start();
  const certificate = join(folder, "apiserver.crt");
  const ca = await until(`${name} has a certificate`, () => certificateOf(api, certificate));
  const client = new KubeClient(url, token, ca);
  const ready = () =>
    until(`the API server of ${name} is ready (log: ${api.log})`, async () => {
      if (!api.isRunning()) throw new Error(`it ended:\n${lastWords(api)}`);
      return (await client.call("GET", "/readyz")) === "ok";
    });
  await ready();
  const kubeconfig = join(folder, "kubeconfig.yaml");
  writeFileSync(kubeconfig, kubeconfigText({ name, url, ca, token }), { mode: 0o600 });
  return {
    name,
    url,
    ca,
    token,
    kubeconfig,
    client,
    folder,
    signingKey,
    store,
    stopApi: () => api.stop(),
    startApi: async () => {
      if (!api.isRunning()) api = start();
      await ready();
    },
    stop: async () => {
      client.close();
      await Promise.all([api.stop(), store.stop()]);
    },
  };
}

function certificateOf(api: Child, file: string): string {
  if (!api.isRunning()) throw new Error(`the API server ended:\n${lastWords(api)}`);
  const text = readFileSync(file, "utf8");
  if (!text.includes("END CERTIFICATE")) throw new Error(`${file} is not complete`);
  return text;
}

function writeSigningKey(folder: string): string {
  const file = join(folder, "service-accounts.key");
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  writeFileSync(file, privateKey.export({ type: "pkcs1", format: "pem" }), { mode: 0o600 });
  return file;
}

async function startStore(folder: string, clientPort: number, peerPort: number): Promise<Store> {
  const url = `http://127.0.0.1:${clientPort}`;
  const peerUrl = `http://127.0.0.1:${peerPort}`;
  const program = await programOf("etcd");
  const start = (data: string) =>
    startChild({ name: "etcd", program, args: etcdArguments(data, url, peerUrl), folder });
  let etcd = start(join(folder, "etcd"));
  return {
    url,
    peerUrl,
    stop: () => etcd.stop(),
    start: async (data) => {
      await etcd.stop();
      etcd = start(data);
    },
  };
}

function etcdArguments(data: string, client: string, peer: string): readonly string[] {
  return [
    `--data-dir=${data}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    // What is lost with the machine is not missed.
    "--unsafe-no-fsync",
    "--log-level=warn",
  ];
}

function apiServerArguments(folder: string, signingKey: string, etcdPort: number, port: number): readonly string[] {
  return [
    `--etcd-servers=http://127.0.0.1:${etcdPort}`,
    "--bind-address=127.0.0.1",
    `--secure-port=${port}`,
    `--cert-dir=${folder}`,
    "--service-cluster-ip-range=10.96.0.0/16",
    `--token-auth-file=${join(folder, "tokens.csv")}`,
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-signing-key-file=${signingKey}`,
    `--service-account-key-file=${signingKey}`,
    "--allow-privileged=true",
    "--profiling=false",
  ];
}

export const withoutKubelets: readonly string[] = [
  "--advertise-address=127.0.0.1",
  "--authorization-mode=RBAC",
  // Pods of the lab run nowhere: the account `default` and its token are not waited for, and no node is tainted
  // until somebody has looked whether it is ready.
  "--disable-admission-plugins=ServiceAccount,TaintNodesByCondition",
  // The endpoint of the service `kubernetes` would be loopback, which endpoints must not be.
  "--endpoint-reconciler-type=none",
];
