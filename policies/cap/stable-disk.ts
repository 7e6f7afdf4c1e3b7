import { place } from "../place.ts";
import type { SiteRule } from "../rule.ts";

export const stableDisk: SiteRule = {
  id: "FLT-CAP-006",
  scope: "site",
  severity: "warning",
  title: "The disk to install on is named by what it is",
  help: "The kernel numbers disks in the order it finds them: /dev/sda of this boot may be the data disk of the next one, and the installer wipes what it is told. Name the disk by its place below /dev/disk/, best by-id.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    hosts: [{ disk: /dev/sda }]
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    hosts: [{ disk: /dev/disk/by-id/nvme-a }]
`,
  check(site) {
    return site.hosts
      .filter((host) => !host.spec.disk.startsWith("/dev/disk/by-"))
      .map((host) => ({
        message: `disk ${host.spec.disk} of ${host.name} may be another one after the next boot, expected a path below /dev/disk/by-id/`,
        subject: host.path,
        at: place(host.source, "disk"),
        hint: "list the choices with: ls -l /dev/disk/by-id/",
      }));
  },
};
