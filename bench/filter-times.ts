/** How long the page of a plan takes for each letter of a search. */

import type { Page } from "playwright-core";

/** Found in one region of thirty-one by its name and its addresses. */
const SEARCHED = "guangdong 10.44";

/** Milliseconds. */
interface Times {
  readonly median: number;
  readonly longest: number;
}

export interface FilterTimes {
  /** From the key to the frame on the screen, with the wait for that frame and for neighbours on the machine. */
  readonly clock: Times;
  /** What the page itself computes: script, style, layout and paint, however busy the machine is. */
  readonly processor: Times;
}

/** Runs in the page: a text, since its words are of the browser, of which the program knows nothing. */
const search = (text: string) => `(async () => {
  const input = document.querySelector("input[type=search]");
  const start = performance.now();
  input.value = ${JSON.stringify(text)};
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await new Promise((resolve) => {
    // A task behind the next frame: what was asked for is drawn.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    requestAnimationFrame(() => port2.postMessage(0));
  });
  return performance.now() - start;
})()`;

/** Letter by letter in, and out again. */
export async function filterTimes(page: Page): Promise<FilterTimes> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const computed = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN);
  };
  const steps = [...SEARCHED].map((_, index) => SEARCHED.slice(0, index + 1));
  const [clock, processor]: [number[], number[]] = [[], []];
  for (const step of [...steps, ...steps.toReversed(), ""]) {
    const before = await computed();
    clock.push(await page.evaluate<number>(search(step)));
    processor.push((await computed()) - before);
  }
  return { clock: timesOf(clock), processor: timesOf(processor) };
}

function timesOf(values: readonly number[]): Times {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, longest: sorted.at(-1) ?? 0 };
}
