import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dump, load } from "js-yaml";

const clone = join(import.meta.dirname, "../..");

/** What a stack runs on; everything else of the clone stays out of the copy. */
const parts = [
  "Pulumi.yaml",
  "package.json",
  "apps",
  "clusters",
  "compiler",
  "constructs",
  "engines",
  "git",
  "lab",
  "model",
  "oci",
  "pipeline",
  "policies",
  "profiles",
  "sites",
  "stacks",
  "systems",
];

export interface Ending {
  readonly code: number | null;
  /** Both streams, as a person at the terminal sees them. */
  readonly text: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Called with all that was printed so far, each time that something is. */
  readonly onText?: (text: string, child: ChildProcess) => void;
}

/** A copy of the clone with the sample fleet, its own state and its own repositories. */
export class PulumiProject {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  static create(): PulumiProject {
    const root = newFolder();
    for (const part of parts) cpSync(join(clone, part), join(root, part), { recursive: true });
    symlinkSync(join(clone, "node_modules"), join(root, "node_modules"));
    return new PulumiProject(root);
  }

  /** A project in the same state. */
  copy(): PulumiProject {
    const root = newFolder();
    cpSync(this.root, root, { recursive: true, verbatimSymlinks: true });
    return new PulumiProject(root);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  remote(region: string): string {
    return join(this.root, "out/repos", `${region}.git`);
  }

  /** What `npm run pulumi -- ARGS` does in the clone. */
  async run(args: readonly string[], { env = {}, onText }: RunOptions = {}): Promise<Ending> {
    const outside = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PULUMI_")));
    const home = join(this.root, "out/home");
    mkdirSync(home, { recursive: true });
    const child = spawn(process.execPath, ["lab/pulumi-run.ts", "--non-interactive", ...args], {
      cwd: this.root,
      env: { ...outside, PULUMI_HOME: home, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that a test can kill Pulumi together with the program that started it.
      detached: true,
    });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        onText?.(text, child);
      });
    }
    const [code] = (await once(child, "close")) as [number | null];
    return { code, text };
  }

  /** As `run`, for what has to succeed. */
  async must(args: readonly string[], options?: RunOptions): Promise<string> {
    const { code, text } = await this.run(args, options);
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${text}`);
    return text;
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), "utf8");
  }

  /** Changes a YAML file of the fleet. */
  edit<T>(file: string, change: (value: T) => void): void {
    const value = load(this.read(file)) as T;
    change(value);
    writeFileSync(join(this.root, file), dump(value));
  }

  replace(file: string, old: string, now: string): void {
    const text = this.read(file);
    if (!text.includes(old)) throw new Error(`${file} does not hold ${old}`);
    writeFileSync(
      join(this.root, file),
      text.replace(old, () => now),
    );
  }
}

function newFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "flotilla-pulumi-")));
}
