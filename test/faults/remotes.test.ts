import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { publish } from "../../git/publish/publish.ts";
import { type Content, request } from "../git/content.ts";
import { commitByHand, commitEntries, fsck, git, gitFed, workspace } from "../git/fixture.ts";
import { hostRepository, serveGit } from "../git/http-server.ts";
import { serveBySsh } from "../git/ssh-server.ts";

const change: Content = { "hub/delivery/a.yaml": "kind: A\n" };

/** Ways to a repository that is not written to directly. */
const TRANSPORTS: Readonly<Record<string, (base: string, repository: string) => Promise<string>>> = {
  HTTP: async (base) => `${(await serveGit(base)).url}/guangdong.git`,
  SSH: async (base, repository) => {
    serveBySsh(base);
    return `ssh://here${repository}`;
  },
};

/** What others do to a repository, as lines of an index, and the conflict that it is. */
const FOREIGN: readonly (readonly [what: string, change: (repository: string) => void, conflict: string])[] = [
  [
    "a file in an owned folder",
    (at) => commitByHand(at, { "hub/delivery/b.yaml": "x\n" }),
    "foreign hub/delivery/b.yaml",
  ],
  [
    "an edit",
    (at) => commitByHand(at, { "hub/delivery/kustomization.yaml": "x\n" }),
    "edited hub/delivery/kustomization.yaml",
  ],
  [
    "a deletion",
    (at) => commitByHand(at, { "hub/delivery/kustomization.yaml": undefined }),
    "deleted hub/delivery/kustomization.yaml",
  ],
  [
    "a link in an owned folder",
    (at) => link(at, "hub/delivery/kustomization.yaml"),
    "symlink hub/delivery/kustomization.yaml",
  ],
  ["a link in place of an owned folder", (at) => link(at, "sites/shenzhen"), "symlink sites/shenzhen"],
  [
    "a submodule in place of an owned folder",
    (at) => commitEntries(at, `160000 ${git(at, "rev-parse", "main")}\thosts/module`),
    "submodule hosts/module",
  ],
  ["a name that differs by case", (at) => commitByHand(at, { "Hub/a.yaml": "x\n" }), "case Hub"],
];

function link(repository: string, path: string): void {
  commitEntries(repository, `120000 ${gitFed(repository, "/etc", "hash-object", "-w", "--stdin")}\t${path}`);
}

describe.each(Object.keys(TRANSPORTS))(
  "What others put into a repository behind %s is told, and not written over",
  (name) => {
    async function published() {
      const base = workspace();
      vi.stubEnv("XDG_CACHE_HOME", join(base, "cache"));
      onTestFinished(() => {
        vi.unstubAllEnvs();
      });
      const repository = hostRepository(join(base, "guangdong.git"), true);
      await publish(request(repository));
      return {
        repository,
        remote: await (TRANSPORTS[name] as (a: string, b: string) => Promise<string>)(base, repository),
      };
    }

    test.each(FOREIGN)("%s", async (_, act, conflict) => {
      const { repository, remote } = await published();
      act(repository);
      const before = git(repository, "rev-parse", "main");
      const result = await publish(request(remote, change));
      const found =
        result.outcome === "conflict" ? result.conflicts.map(({ kind, path }) => `${kind} ${path}`) : result;
      expect(found).toContain(conflict);
      expect(git(repository, "rev-parse", "main")).toBe(before);
    });

    test("and what is no place of ours stays byte for byte", async () => {
      const { repository, remote } = await published();
      link(repository, "docs/link");
      commitEntries(repository, `160000 ${git(repository, "rev-parse", "main")}\tdocs/module`);
      commitByHand(repository, { "docs/a.md": "theirs\r\n", "docs/A.md": "theirs, too\n" });
      const docs = git(repository, "rev-parse", "main:docs");
      expect(await publish(request(remote, change))).toMatchObject({ outcome: "published" });
      expect(git(repository, "rev-parse", "main:docs")).toBe(docs);
      expect(fsck(repository)).toBe("");
    });
  },
);
