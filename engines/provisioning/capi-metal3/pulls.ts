/** What a server of Metal3 fetches: its OS image and the checksum of that. */

import { fieldAt } from "../../../model/kinds/facts.ts";
import type { Pulled, PullReader } from "../../../model/pulled.ts";
import { type Architecture, architectures } from "../../../model/zone-file.ts";

/** `spec.template.spec.image` of a Metal3MachineTemplate; the hosts it takes are of one architecture. */
export const machineTemplatePulls: PullReader = (template) => {
  const spec = ["spec", "template", "spec"] as const;
  const arch = fieldAt(template, ...spec, "hostSelector", "matchLabels", "flotilla.dev/arch");
  const own = architectures.filter((each): each is Architecture => each === arch);
  const of = (type: Pulled["type"], field: string): readonly Pulled[] => {
    const reference = fieldAt(template, ...spec, "image", field);
    // A checksum may stand there itself, instead of its address.
    const isAddress = typeof reference === "string" && reference.includes("://");
    return isAddress ? [{ type, reference, ...(own.length > 0 && { architectures: own }) }] : [];
  };
  return [...of("os-image", "url"), ...of("file", "checksum")];
};
