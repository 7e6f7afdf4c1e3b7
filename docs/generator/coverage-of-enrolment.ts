/** Rows of docs/coverage.md on servers that enrol by themselves. */

import type { Coverage } from "./coverage-markdown.ts";

export const enrolmentRows: readonly Coverage[] = [
  {
    capability: "A server with an empty disk enrols from a medium for all, installs itself and keeps its certificate",
    written: "`machineId`, `serial` or `mac` of a host; `flotilla enroll serve`, `medium`, `token`, `labels`",
    becomes: "its published file, secrets out of the store, a certificate, a claim in Git",
    proof: [
      "test/e2e/enroll.test.ts",
      "From an empty disk: a server on a medium for all enrols, installs itself, and keeps its certificate by itself",
    ],
  },
  {
    capability: "One server a host, whichever service it comes to and whoever is killed",
    written: "nothing: it is so",
    becomes: "`<region>/<site>/<host>.json` in the repository of claims",
    proof: [
      "test/enroll/enrol.test.ts",
      "Of many servers with one identity that come at once to two services, one has the host",
    ],
  },
  {
    capability: "A server that no site has is listed with its hardware, as an entry of a zone file",
    written: "`flotilla enroll list --format yaml`, then a change of the zone file",
    becomes: "the same as for any host",
    proof: [
      "test/enroll/enrol.test.ts",
      "An unknown server is listed with its hardware, and what is listed is taken up by a change of the zone file",
    ],
  },
  {
    capability: "What a server has is held against what its site declares",
    written: "`arch`, `disk`, `boot`, `devices`, `hardware` of a host",
    becomes: "a refusal, or differences in the claim and in `flotilla enroll list`",
    proof: [
      "test/enroll/refusals.test.ts",
      "Hardware on which the file would not work is refused; what is less than declared is written down and told",
    ],
  },
];
