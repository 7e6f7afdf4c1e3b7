import { execFile } from "node:child_process";

export interface ShellEnding {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Types a text into a shell in `cwd`; `env` comes on top of this process'. */
export function shell(text: string, cwd: string, env: Readonly<Record<string, string>> = {}): Promise<ShellEnding> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...process.env, NO_COLOR: "1", ...env }, maxBuffer: 64 * 1024 * 1024 };
    execFile("bash", ["-euo", "pipefail", "-c", text], options, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(error);
      else resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}
