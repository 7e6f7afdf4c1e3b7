/** Brings the newest commit of a repository to the registry: contents, signatures, and then what clusters follow, the root last. */

import type { ObjectReader } from "../../git/repository/object-reader.ts";
import { readBranch, readTip } from "../../git/repository/read.ts";
import { filesOf, foldersOf, type TreeFolder } from "../../git/repository/read-folders.ts";
import type { Target } from "../../git/repository/target.ts";
import type { Tip } from "../../git/repository/tip.ts";
import { hubDelivery, isArtifact, MOVING_TAG, siteDelivery } from "../../model/layout.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { withoutUserinfo } from "../../model/url.ts";
import { artifactOf, firstLayer } from "../../oci/artifact.ts";
import type { ArtifactRepository } from "../../oci/repository.ts";
import type { SigningKey } from "../../oci/signature.ts";
import { follow, store } from "../../oci/store.ts";
import { Turns } from "../../oci/turns.ts";
import type { ArtifactTarget } from "./artifact-target.ts";
import { type DeliveryRecord, fingerprintOf, historyTag, RECORD, readRecord, writeRecord } from "./delivery-record.ts";
import { registryOf } from "./registry-of.ts";
import { changedFiles, readRoot } from "./root-artifact.ts";

/** What became of the artifacts of one repository. */
export interface Delivered {
  readonly commit: string;
  /** Contents that the registry did not have. */
  readonly pushed: number;
  /** Contents that it had. */
  readonly kept: number;
  /** Roots of clusters that moved. */
  readonly moved: number;
  /** Digest of the root of the hub; absent without a hub. */
  readonly root?: string;
  /** Paths of folders that stay as they were delivered before, since what applies them is held. */
  readonly held: readonly string[];
}

/** Contents that are read and packed at once; each asks Git what of it lies behind the URL. */
const PACKED_AT_ONCE = 4;
/** As many times another commit may come while artifacts are brought to the registry. */
const ROUNDS = 5;
/** Names in the longest path of an artifact: hub/sites/<zone>/<site>. */
const DEPTH = 4;

/**
 * Git's push has let one publisher through, which a registry cannot: whoever is late delivers the newest commit, whatever it
 * is, and looks again afterwards. Ended at any step, clusters have what they had, each whole; the next call goes on.
 *
 * @returns undefined where there is nothing to deliver: no commit, or clusters that read Git and never read anything else
 * @throws OciError, GitError
 */
export async function deliver(target: ArtifactTarget): Promise<Delivered | undefined> {
  const repository = registryOf(target);
  let before = await readRecord(repository(RECORD));
  // Clusters that read artifacts so far hear from them that they read Git from now on; after that there is nothing to say.
  if (target.source === "git" && before?.source !== "oci") return undefined;
  const key = await target.key();
  for (let round = 1; ; round++) {
    const last = before;
    const done = await readBranch(target.remote, "main", (tip, reader, git) =>
      new Delivery(target, repository, key, { tip, reader, git }, last).run(),
    );
    if (!done || round === ROUNDS) return done;
    if ((await readTip(target.remote))?.commit === done.commit) return done;
    before = await readRecord(repository(RECORD));
  }
}

interface Branch {
  readonly tip: Tip;
  readonly reader: ObjectReader;
  readonly git: Target;
}

/** An artifact that is in the registry. */
interface Content {
  readonly path: string;
  readonly digest: string;
  readonly isNew: boolean;
}

class Delivery {
  readonly #target: ArtifactTarget;
  readonly #repository: (path: string) => ArtifactRepository;
  readonly #key: SigningKey | undefined;
  readonly #branch: Branch;
  /** The last delivery; undefined before the first. */
  readonly #before: DeliveryRecord | undefined;
  readonly #packing = new Turns(PACKED_AT_ONCE);

  constructor(
    target: ArtifactTarget,
    repository: (path: string) => ArtifactRepository,
    key: SigningKey | undefined,
    branch: Branch,
    before: DeliveryRecord | undefined,
  ) {
    this.#before = before;
    this.#key = key;
    this.#target = target;
    this.#repository = repository;
    this.#branch = branch;
  }

  async run(): Promise<Delivered> {
    const { tip, reader } = this.#branch;
    const all = await foldersOf(reader, tip.tree, isArtifact, DEPTH);
    const folders = this.#target.source === "oci" ? all : all.filter(({ path }) => isRoot(path));
    const root = folders.find(({ path }) => path === hubDelivery);
    const contents = await Promise.all(folders.filter((each) => each !== root).map((each) => this.#store(each)));
    const hub = root && (await this.#root(root, contents));
    const sites = contents.filter(({ path }) => path.startsWith("sites/"));
    const moved = await Promise.all(sites.map(({ path, digest }) => follow(this.#repository(path), digest)));
    const rootMoved = hub !== undefined && (await follow(this.#repository(hubDelivery), hub.digest));
    const artifacts = { ...digestsOf(contents), ...hub?.pins, ...(hub && { [hubDelivery]: hub.digest }) };
    await this.#record(artifacts);
    const pushed = contents.filter(({ isNew }) => isNew).length;
    return {
      commit: tip.commit,
      pushed,
      kept: contents.length - pushed,
      moved: moved.filter(Boolean).length + Number(rootMoved),
      held: hub?.held ?? [],
      ...(hub && { root: hub.digest }),
    };
  }

  async #store(folder: TreeFolder): Promise<Content> {
    const { reader, git } = this.#branch;
    const isBack = this.#target.source === "git";
    const make = () =>
      this.#packing.take(async () => {
        const files = await filesOf(git, reader, folder);
        return artifactOf(isBack ? this.#released(files) : files);
      });
    const { path, id } = folder;
    // The same tree of Git is the same content, so that nothing of what is there already has to be read.
    const stored = await store(
      this.#repository(path),
      `${isBack ? "back" : "tree"}-${id}`,
      make,
      this.#key,
      this.#isSigned(path),
    );
    return { path, ...stored };
  }

  /** What a site's own root says when it leads back to the repository. */
  #released(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    const root = readRoot(files, (path) => path.includes(`/${siteDelivery}/`));
    return changedFiles(root, (objects) => this.#target.pinning.released(objects, this.#target.url));
  }

  /** The root with every digest: stored and signed, and not yet followed. */
  async #root(folder: TreeFolder, contents: readonly Content[]) {
    const { tip, reader, git } = this.#branch;
    const { pinning, remote, url, source } = this.#target;
    const root = readRoot(await filesOf(git, reader, folder));
    const held = pinning.heldIn([...root.objects.values()]);
    const onHub = contents.filter(({ path }) => path.startsWith("hub/"));
    const pins = digestsOf(onHub);
    const kept = await Promise.all(
      onHub.map(async ({ path }) => {
        const digest = this.#before?.artifacts[path];
        if (!held.has(`${url}/${path}`) || digest === undefined || digest === pins[path]) return [];
        return (await this.#repository(path).find(digest)) === undefined ? [] : [[path, digest] as const];
      }),
    );
    const all = { ...pins, ...Object.fromEntries(kept.flat()) };
    const digests = new Map(Object.entries(all).map(([path, digest]) => [`${url}/${path}`, digest]));
    const change = (objects: readonly KubernetesObject[]) =>
      source === "git" ? pinning.released(objects, url) : pinning.pinned(objects, digests);
    const artifact = artifactOf(changedFiles(root, change), {
      "org.opencontainers.image.revision": `main@sha1:${tip.commit}`,
      "org.opencontainers.image.source": withoutUserinfo(remote),
    });
    const repository = this.#repository(hubDelivery);
    const same = await sameLayer(repository, artifact.blobs[1]?.digest);
    const tag = same ?? historyTag(tip, artifact.manifest.digest);
    const isSigned = this.#isSigned(hubDelivery);
    const { digest } = await store(repository, tag, async () => artifact, this.#key, isSigned);
    return { digest, pins: all, held: kept.flat().map(([path]) => path) };
  }

  /** Whether the last delivery, which ends with its record, has signed it with the same key. */
  #isSigned(path: string) {
    const isSameKey = this.#key !== undefined && this.#before?.key === fingerprintOf(this.#key);
    return (digest: string) => isSameKey && this.#before?.artifacts[path] === digest;
  }

  async #record(artifacts: Readonly<Record<string, string>>): Promise<void> {
    const { tip } = this.#branch;
    const { commit } = tip;
    const { source } = this.#target;
    const before = this.#before;
    const next: DeliveryRecord = { commit, source, artifacts, ...(this.#key && { key: fingerprintOf(this.#key) }) };
    const isSame =
      before &&
      before.key === next.key &&
      before.source === source &&
      Object.keys(before.artifacts).length === Object.keys(artifacts).length &&
      Object.entries(artifacts).every(([path, digest]) => before.artifacts[path] === digest);
    if (!isSame) await writeRecord(this.#repository(RECORD), next, tip);
  }
}

/** Of a cluster: what it follows by a tag. */
function isRoot(path: string): boolean {
  return path === hubDelivery || path.startsWith("sites/");
}

function digestsOf(contents: readonly Content[]): Readonly<Record<string, string>> {
  return Object.fromEntries(contents.map(({ path, digest }) => [path, digest]));
}

/** Digest of the root that clusters follow, where it has this layer: another commit alone moves nothing. */
async function sameLayer(repository: ArtifactRepository, layer: string | undefined): Promise<string | undefined> {
  const current = await repository.manifest(MOVING_TAG);
  return current && firstLayer(current.content) === layer ? current.digest : undefined;
}
