import type { Site } from "../../../constructs/site.ts";
import { within } from "../../../model/source.ts";
import type { Unsupported } from "../../unsupported.ts";

/** Disks for data that a server could not find by itself, or would mount one over the other. */
export function unsupportedDisks({ hosts }: Pick<Site, "hosts">): readonly Unsupported[] {
  return hosts.flatMap((host) =>
    (host.spec.disks ?? []).flatMap(({ purpose, device }, index, disks) => {
      if (purpose === "install") return [];
      const at = host.source && within(host.source, "disks", index);
      const subject = host.path;
      const isSecond = disks.findIndex((each) => each.purpose === purpose) !== index;
      return [
        ...(typeof device === "string" && device !== "auto"
          ? []
          : [
              {
                requested: `a disk for ${purpose} of host ${host.name} without its path; hints are for the disk that Ironic installs on`,
                alternative: "name it below /dev/disk/by-id/",
                at,
                subject,
              },
            ]),
        ...(isSecond
          ? [
              {
                requested: `a second disk for ${purpose} at host ${host.name}`,
                alternative: "name one disk for each purpose",
                at,
                subject,
              },
            ]
          : []),
      ];
    }),
  );
}
