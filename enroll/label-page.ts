/** The page of labels: one HTML file that loads nothing, with a label a server. */

import encodeQR from "qr";
import type { Host } from "../constructs/host.ts";

export interface Label {
  readonly host: Host;
  readonly token: string;
}

const STYLE = `body { font: 11pt sans-serif; margin: 1cm; }
section { break-inside: avoid; border: 1px solid #000; padding: 4mm; margin-bottom: 4mm; display: flex; gap: 6mm; }
svg { width: 34mm; height: 34mm; flex: none; }
h2 { margin: 0 0 2mm; font-size: 13pt; }
p { margin: 0 0 1mm; }
code { font-size: 9pt; overflow-wrap: anywhere; }`;

/** @param url of the service, for people: the medium has it too */
export function labelPage(labels: readonly Label[], url: string, expires: Date): string {
  const sections = labels.map(({ host, token }) => section(host, token, url, expires)).join("\n");
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Servers to enrol</title><style>${STYLE}</style></head>
<body>
${sections}
</body>
</html>
`;
}

/** What a scanner types at the console is the token alone. Every value here has a form that needs no escape in HTML. */
function section({ name, site, spec, mac }: Host, token: string, url: string, expires: Date): string {
  const known = [
    spec.machineId && `machine id ${spec.machineId}`,
    spec.serial && `serial ${spec.serial}`,
    mac && `MAC ${mac}`,
  ].filter((each) => each !== undefined);
  return `<section>
${encodeQR(token, "svg")}
<div>
<h2>${name}</h2>
<p>${site.name}, ${site.zone.name}, ${site.region.name}: ${spec.role}, ${spec.arch}</p>
<p>${known.join("; ")}</p>
<p>enrols at ${url}, once, until ${expires.toISOString().slice(0, 16).replace("T", " ")} UTC</p>
<p><code>${token}</code></p>
</div>
</section>`;
}
