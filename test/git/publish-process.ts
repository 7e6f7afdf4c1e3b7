import { createInterface } from "node:readline";
import { publish } from "../../git/publish/publish.ts";
import { type Content, request } from "./content.ts";

/** What a publisher is told, as one line of JSON. */
export interface Job {
  readonly remote: string;
  readonly changes: Content;
  /** Limits the publish to these folders. */
  readonly owned?: readonly string[] | undefined;
}

/** A publisher of its own: says `ready` when its code is loaded, and answers each job on stdin with its result. */
process.stdout.write("ready\n");
for await (const line of createInterface(process.stdin)) {
  const { remote, changes, owned }: Job = JSON.parse(line);
  const whole = request(remote, changes);
  const files = whole.files.filter(({ path }) => !owned || owned.some((folder) => path.startsWith(folder)));
  const result = await publish(owned ? { ...whole, owned, ownsSite: () => false, files, volatile: new Set() } : whole);
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
