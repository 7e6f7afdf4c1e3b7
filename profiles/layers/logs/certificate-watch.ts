/** Lets a server take up a renewed certificate that it reads only when it starts. */

import { mirroredImage } from "../../../model/provisioner.ts";
import { multiArchitectureImage } from "../image.ts";
import type { Certificate } from "../observability.ts";
import { restrictedContainer } from "../pod-security.ts";

export const certificateWatchImage = multiArchitectureImage("library/busybox", "1.37.0");

/**
 * A container that ends the process beside it when the files of the certificate have changed; the kubelet starts it again.
 * Its pod needs `shareProcessNamespace`, and both containers the same user. Vector watches the files of its http sink and
 * none of its sources (vector issues 10877 and 17283).
 *
 * @param process name of the program
 */
export function certificateWatch(
  registry: string,
  { mount, certificate, key, authority }: Certificate,
  process: string,
) {
  return {
    name: "certificate-watch",
    image: mirroredImage(registry, certificateWatchImage),
    imagePullPolicy: "IfNotPresent",
    command: ["/bin/sh", "-c", script([certificate, key, authority], process)],
    resources: { requests: { cpu: "1m", memory: "4Mi" }, limits: { memory: "16Mi" } },
    securityContext: restrictedContainer,
    volumeMounts: [mount],
  };
}

function script(files: readonly string[], process: string): string {
  return `digest() { cat ${files.join(" ")} | sha256sum; }
seen=$(digest)
while sleep 60; do
  now=$(digest)
  [ "$now" = "$seen" ] && continue
  pkill -TERM -x ${process} && seen=$now
done
`;
}
