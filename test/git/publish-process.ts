import { createInterface } from "node:readline";
import { publish } from "../../git/publish.ts";
import { type Content, request } from "./content.ts";

/** What a publisher is told, as one line of JSON. */
export interface Job {
  readonly remote: string;
  readonly changes: Content;
  /** Limits the publish to these folders. */
  readonly owned?: readonly string[] | undefined;
}

/** A publisher of its own: says `ready` when its code is loaded, takes a job from stdin, prints the result. */
process.stdout.write("ready\n");
const { value } = await createInterface(process.stdin)[Symbol.asyncIterator]().next();
const { remote, changes, owned }: Job = JSON.parse(value ?? "{}");
const whole = request(remote, changes);
const files = whole.files.filter(({ path }) => !owned || owned.some((folder) => path.startsWith(folder)));
const result = await publish(owned ? { ...whole, owned, files, stamped: new Set() } : whole);
process.stdout.write(`${JSON.stringify(result)}\n`);
process.stdin.destroy();
