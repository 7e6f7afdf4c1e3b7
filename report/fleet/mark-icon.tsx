/** One mark beside the words that it stands for. */

import { type Mark, markPath, STEP } from "./marks.ts";

export function MarkIcon({ mark }: { readonly mark: Mark }) {
  return (
    <svg class="icon" viewBox={`0 0 ${STEP} ${STEP}`} width={STEP + 2} height={STEP + 2} aria-hidden="true">
      <path class={`mark ${mark}`} d={markPath(mark, 1, 1)} />
    </svg>
  );
}
