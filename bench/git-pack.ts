import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeCommit } from "../git/objects/commit.ts";
import { encodePack, type PackObject } from "../git/objects/pack.ts";
import { Folder, TreeWriter } from "../git/objects/tree.ts";
import { publish } from "../git/publish/publish.ts";
import { createSession } from "../git/publish/session.ts";
import { type SyntheticRegion, syntheticRegions } from "./git-tree.ts";

/**
 * How long the Git part of a publish takes, three ways, on the same synthetic tree:
 * `node bench/git-pack.ts [SITES [REGIONS]]`. Each way runs in a process of its own, so that peak memory is its own.
 */
const [sites = "10000", regions = "31", way] = process.argv.slice(2);
const ROUNDS = 5;
const identity = { name: "Bench", email: "bench@localhost" };
const message = { subject: "Publish", body: "", trailers: [] };
const owned = ["hub/", "sites/", ".flotilla/"];

/** Text and ids are made before the clock starts: they are the compiler's part. */
const ways: Readonly<Record<string, (base: string, regions: Iterable<SyntheticRegion>) => Promise<void>>> = {
  "own pack and index": publishEach,
  "own pack, git index-pack": (base, all) => each(all, (region) => indexPack(base, region)),
  "git fast-import": (base, all) => each(all, (region) => fastImport(base, region)),
};

if (way === undefined) await compare();
else await measure(way);

async function compare(): Promise<void> {
  console.log(`${sites} sites, ${regions} repositories, best of ${ROUNDS}`);
  console.log("way                         wall s    cpu s   peak MB   first tree");
  for (const name of Object.keys(ways)) {
    const rounds: Measurement[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const child = spawn(process.execPath, [import.meta.filename, sites, regions, name], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const lines = await child.stdout.toArray();
      rounds.push(JSON.parse(lines.join("")));
    }
    const best = (key: "wall" | "cpu") =>
      Math.min(...rounds.map((round) => round[key]))
        .toFixed(2)
        .padStart(6);
    const peak = Math.min(...rounds.map((round) => round.peak));
    console.log(`${name.padEnd(27)} ${best("wall")}   ${best("cpu")} ${String(peak).padStart(9)}   ${rounds[0]?.tree}`);
  }
}

interface Measurement {
  /** Seconds without those that it took to make the files. */
  readonly wall: number;
  /** Seconds on all cores, child processes included (Linux alone tells theirs). */
  readonly cpu: number;
  /** MB resident at most, child processes not included. */
  readonly peak: number;
  readonly tree: string;
}

async function measure(name: string): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), "flotilla-bench-"));
  try {
    let makingWall = 0;
    let makingCpu = 0;
    const timed = timedIterable(syntheticRegions(Number(sites), Number(regions)), (wall, cpu) => {
      makingWall += wall;
      makingCpu += cpu;
    });
    const [start, startCpu] = [performance.now(), cpuSeconds()];
    await ways[name]?.(base, timed);
    const wall = (performance.now() - start) / 1000 - makingWall;
    const cpu = cpuSeconds() - startCpu + childSeconds() - makingCpu;
    const peak = Math.round(process.resourceUsage().maxRSS / 1024);
    const first = join(base, readdirSync(base).sort()[0] ?? "");
    const tree = execFileSync("git", ["rev-parse", "main:sites"], { cwd: first, encoding: "utf8" }).slice(0, 12);
    console.log(JSON.stringify({ wall, cpu, peak, tree } satisfies Measurement));
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Time of children that have ended, in ticks of 10 ms (proc(5), cutime and cstime). */
function childSeconds(): number {
  if (!existsSync("/proc/self/stat")) return 0;
  const fields = readFileSync("/proc/self/stat", "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

function* timedIterable<Item>(items: Iterable<Item>, add: (wall: number, cpu: number) => void): Generator<Item> {
  const iterator = items[Symbol.iterator]();
  for (;;) {
    const [wall, cpu] = [performance.now(), cpuSeconds()];
    const next = iterator.next();
    add((performance.now() - wall) / 1000, cpuSeconds() - cpu);
    if (next.done) return;
    yield next.value;
  }
}

/** Four at a time, as a publish commits them. */
async function each(all: Iterable<SyntheticRegion>, run: (region: SyntheticRegion) => Promise<void>): Promise<void> {
  const iterator = all[Symbol.iterator]();
  const worker = async () => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) await run(next.value);
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
}

async function publishEach(base: string, all: Iterable<SyntheticRegion>): Promise<void> {
  const run = createSession();
  const rest = {
    fleet: "bench",
    sites: {},
    volatile: new Set<string>(),
    owned,
    toolVersion: "0.0.0",
    message,
    identity,
  };
  await each(all, async ({ name: repository, files }) => {
    const request = { ...rest, remote: join(base, `${repository}.git`), repository, files };
    const result = await publish(request, undefined, run);
    if (result.outcome !== "published") throw new Error(`a publish ended as ${JSON.stringify(result)}`);
  });
}

async function indexPack(base: string, { name, files }: SyntheticRegion): Promise<void> {
  const cwd = join(base, `${name}.git`);
  await git(base, ["init", "--quiet", "--bare", "--template=", cwd]);
  const tree = new TreeWriter();
  for (const file of files) tree.put(file.path, file);
  const objects = new Map<string, PackObject>();
  collect(tree.root, objects);
  const draft = {
    parent: undefined,
    author: identity,
    committer: identity,
    authored: 0,
    committed: 0,
    message: "Publish\n",
  };
  const commit = encodeCommit({ ...draft, tree: tree.root.encoded.id });
  const { pack } = encodePack([commit, ...objects.values()]);
  await git(cwd, ["index-pack", "--stdin"], (write) => write(pack));
  await git(cwd, ["update-ref", "refs/heads/main", commit.id]);
}

function collect(folder: Folder, objects: Map<string, PackObject>): void {
  objects.set(folder.encoded.id, { type: "tree", ...folder.encoded });
  for (const entry of folder.entries.values()) {
    if (entry instanceof Folder) collect(entry, objects);
    else if (entry.text !== undefined) objects.set(entry.id, { type: "blob", id: entry.id, body: entry.text });
  }
}

async function fastImport(base: string, { name, files }: SyntheticRegion): Promise<void> {
  const cwd = join(base, `${name}.git`);
  await git(base, ["init", "--quiet", "--bare", "--template=", cwd]);
  await git(cwd, ["fast-import", "--quiet"], (write) => {
    write(`commit refs/heads/main\ncommitter ${identity.name} <${identity.email}> 0 +0000\ndata 8\nPublish\n`);
    for (const { path, text } of files) write(`M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`);
  });
}

async function git(cwd: string, args: readonly string[], feed?: (write: (chunk: string | Uint8Array) => void) => void) {
  const child = spawn("git", args, { cwd, stdio: ["pipe", "ignore", "inherit"] });
  child.stdin.cork();
  feed?.((chunk) => child.stdin.write(chunk));
  child.stdin.end();
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`git ${args.join(" ")} ended with ${code}`);
}
