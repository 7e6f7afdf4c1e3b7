/** A part of the page with a heading that the list of sections leads to. */

import type { ComponentChildren } from "preact";

export interface Section {
  readonly id: string;
  readonly title: string;
  /** Shown beside the title. */
  readonly count?: number;
  readonly body: ComponentChildren;
}
