/** A real forge on loopback: Gitea with its API and Git over HTTP; its pages have neither scripts nor styles. */

import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { downloadModules } from "../crds/modules.ts";
import { type Child, lastWords, startChild } from "./child.ts";
import { freePorts } from "./ports.ts";
import { programOf } from "./programs.ts";
import { until } from "./until.ts";

const run = promisify(execFile);

/** A forge with one administrator. */
export interface Gitea {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** URL of the API. */
  readonly api: string;
  /** Token of the administrator, which may do everything. */
  readonly admin: string;
  /** Makes a user. @returns a token that may do everything that the user may */
  readonly user: (name: string) => Promise<string>;
  /** A request to the API, whatever is answered. */
  readonly ask: (token: string, method: string, path: string, body?: object) => Promise<Answer>;
  /** URL of a repository with the token in it, for Git. */
  readonly repository: (name: string, token: string) => string;
  readonly stop: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const administrator = "boss";

/** Starts a forge with its data below `parent`. */
export async function startGitea(parent: string): Promise<Gitea> {
  const folder = join(parent, "gitea");
  mkdirSync(folder);
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const settings = join(folder, "app.ini");
  writeFileSync(settings, settingsOf(folder, port));
  const program = await programOf("gitea");
  const args = ["--config", settings, "--work-path", folder];
  await run(program, ["migrate", ...args], { cwd: folder });
  const create = ["admin", "user", "create", "--admin", "--must-change-password=false"];
  const account = [
    "--username",
    administrator,
    "--password",
    passwordOf(administrator),
    "--email",
    mailOf(administrator),
  ];
  await run(program, [...create, ...account, ...args], { cwd: folder });
  const child: Child = startChild({ name: "gitea", program, args: ["web", ...args], folder });
  const api = `${url}/api/v1`;
  const send = sender(api);
  await until("Gitea answers", async () => {
    if (!child.isRunning()) throw new Error(lastWords(child));
    return (await send("", "GET", "/version")).status === 200;
  });
  const tokenOf = async (name: string) => {
    const basic = `Basic ${Buffer.from(`${name}:${passwordOf(name)}`).toString("base64")}`;
    const { body } = await send(basic, "POST", `/users/${name}/tokens`, { name: "lab", scopes: ["all"] });
    return (body as { readonly sha1: string }).sha1;
  };
  const admin = await tokenOf(administrator);
  const ask: Gitea["ask"] = (token, method, path, body) => send(`token ${token}`, method, path, body);
  return {
    url,
    api,
    admin,
    ask,
    async user(name) {
      const { status } = await ask(admin, "POST", "/admin/users", {
        username: name,
        email: mailOf(name),
        password: passwordOf(name),
        must_change_password: false,
      });
      if (status !== 201) throw new Error(`Gitea does not make the user ${name}: ${status}`);
      return tokenOf(name);
    },
    repository: (name, token) => `http://${token}:x-oauth-basic@127.0.0.1:${port}/${name}.git`,
    stop: () => child.stop(),
  };
}

const mailOf = (name: string): string => `${name}@panji.example`;
const passwordOf = (name: string): string => `${name}-of-the-lab`;

/** Texts and templates come from the module, since a program without the pages' files does not carry them. */
function settingsOf(folder: string, port: number): string {
  const tool = join(import.meta.dirname, "../tools/gitea");
  const module = downloadModules(tool).get("code.gitea.io/gitea")?.dir ?? "";
  return `APP_NAME = lab
RUN_MODE = prod
WORK_PATH = ${folder}
; What the lab starts runs as whoever runs the tests.
I_AM_BEING_UNSAFE_RUNNING_AS_ROOT = true
[server]
HTTP_ADDR = 127.0.0.1
HTTP_PORT = ${port}
ROOT_URL = http://127.0.0.1:${port}/
STATIC_ROOT_PATH = ${module}
OFFLINE_MODE = true
DISABLE_SSH = true
[database]
DB_TYPE = sqlite3
PATH = ${join(folder, "gitea.db")}
[security]
INSTALL_LOCK = true
PASSWORD_HASH_ALGO = pbkdf2_v1
[service]
DISABLE_REGISTRATION = true
[repository]
DEFAULT_BRANCH = main
[repository.signing]
SIGNING_KEY = none
[indexer]
ISSUE_INDEXER_TYPE = db
[queue]
TYPE = channel
[oauth2]
ENABLED = false
[actions]
ENABLED = false
[packages]
ENABLED = false
[session]
PROVIDER = memory
[log]
LEVEL = Warn
`;
}

function sender(api: string) {
  return async (authorization: string, method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${api}${path}`, {
      method,
      headers: { ...(authorization !== "" && { authorization }), ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
  };
}
