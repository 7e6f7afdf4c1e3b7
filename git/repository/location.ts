import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { holdsUserinfo } from "../../model/url.ts";
import { GitError } from "./git-error.ts";

/** Where a repository is: on this machine, or behind a transport of Git. */
export type Location =
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "url"; readonly url: string; readonly canonical: string };

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
/** `[user@]host:path` of git-clone(1): no slash before the first colon. One letter would be a Windows drive. */
const SCP = /^(?:([^@:/\s]+)@)?([^:@/\s]{2,}):(?!\/\/)(.*)$/;
const DEFAULT_PORTS: Readonly<Record<string, string>> = {
  "http:": "80",
  "https:": "443",
  "ssh:": "22",
  "git:": "9418",
};

/** `<transport>::<address>` of gitremote-helpers(7): a program to run, `ext::` any at all. */
const HELPER = /^[a-z0-9+]+::/i;

/**
 * A path, a `file://` URL, or any URL that Git can fetch from and push to.
 *
 * @throws GitError for anything else, and for a URL with a user or password in it: the command line is shown to every
 *   user of the machine, Pulumi keeps what it was given, and Git has helpers for that
 */
export function locate(remote: string): Location {
  if (remote === "" || HELPER.test(remote)) throw urlError(remote);
  if (holdsUserinfo(remote) || /^[^@/\s]*:[^@/\s]*@[^/\s]*:/.test(remote)) throw credentialError();
  if (/^file:\/\//i.test(remote)) return { kind: "path", path: pathOf(remote) };
  if (SCHEME.test(remote) || SCP.test(remote)) return { kind: "url", url: remote, canonical: canonicalUrl(remote) };
  return { kind: "path", path: resolve(remote) };
}

/** Without a host, or on Windows with that of a share. */
function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    throw urlError(url);
  }
}

/** One spelling for every URL of a repository: no password, no default port, no `.git`, no slash at the end. */
export function canonicalUrl(url: string): string {
  const [, user, host, path] = SCHEME.test(url) ? [] : (SCP.exec(url) ?? []);
  const parsed = URL.parse(host === undefined ? url : `ssh://${user ?? ""}@${host}/${path?.replace(/^\/+/, "")}`);
  if (!parsed) throw urlError(url);
  const port = parsed.port === DEFAULT_PORTS[parsed.protocol] ? "" : parsed.port;
  const authority = `${parsed.hostname.toLowerCase()}${port && `:${port}`}`;
  const login = parsed.protocol === "ssh:" && parsed.username ? `${parsed.username}@` : "";
  const location = parsed.pathname.replace(/\/+$/, "").replace(/\.git$/, "");
  return `${parsed.protocol}//${login}${authority}${location}`;
}

function urlError(remote: string): GitError {
  return new GitError(
    "git/url",
    `\`${remote}\` is not a repository's path or URL.`,
    "Give a folder, or a URL like https://git.panji.example/fleet/guangdong.git or git@host:fleet/guangdong.git.",
  );
}

/** Nothing of the URL is repeated. */
function credentialError(): GitError {
  return new GitError(
    "git/credentials",
    "a user or password was found in the URL of the repositories, expected a URL like https://git.panji.example/fleet.",
    "Leave it to Git's credential helpers: `git config --global credential.helper store` and `git credential approve` keep one; in CI set GIT_ASKPASS, or http.extraHeader by GIT_CONFIG_COUNT.",
  );
}
