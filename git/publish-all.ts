import { publish } from "./publish.ts";
import type { PublishRequest, PublishResult } from "./request.ts";
import { startRun } from "./run.ts";

/** While one repository waits for the disk or for Git, another one is hashed. */
const CONCURRENCY = 4;

export interface PublishAllOptions<Refusal> {
  /** Repositories under way at once. @default 4 */
  readonly concurrency?: number;
  /** Called as each repository ends, in whatever order. */
  readonly onResult?: (request: PublishRequest<Refusal>, result: PublishResult<Refusal>) => void;
}

/**
 * Publishes many repositories.
 *
 * @param requests taken one by one when there is room, so that a generator can make each from its region just in time
 * @returns the results in the order of the requests
 */
export async function publishAll<Refusal = never>(
  requests: Iterable<PublishRequest<Refusal>>,
  { concurrency = CONCURRENCY, onResult }: PublishAllOptions<Refusal> = {},
): Promise<PublishResult<Refusal>[]> {
  const results: PublishResult<Refusal>[] = [];
  const run = startRun();
  const queue = requests[Symbol.iterator]();
  let count = 0;

  const work = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      const place = count++;
      const result = await publish(next.value, undefined, run);
      results[place] = result;
      onResult?.(next.value, result);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return results;
}
