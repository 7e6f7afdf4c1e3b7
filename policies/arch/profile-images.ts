import { place } from "../place.ts";
import type { SiteRule } from "../rule.ts";

export const profileImages: SiteRule = {
  id: "FLT-ARCH-001",
  scope: "site",
  severity: "error",
  title: "Images of a profile are built for the servers of its sites",
  help: "A server of an architecture that an image is not built for pulls it and then fails with `exec format error`, over and over. Pin a profile that has the image for that architecture, or correct the server's `arch`.",
  bad: `# profiles/edge-k3s/1.0.0.ts, its images
profile: edge-k3s@1.0.0
images: [{ name: cilium/cilium, tag: v1.18.9, architectures: [amd64] }]
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, hosts: [{ arch: arm64 }] }]
`,
  good: `# profiles/edge-k3s/1.0.0.ts, its images
profile: edge-k3s@1.0.0
images: [{ name: cilium/cilium, tag: v1.18.9, architectures: [amd64, arm64] }]
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, hosts: [{ arch: arm64 }] }]
`,
  check(site) {
    const images = site.profile?.images ?? [];
    return site.hosts.flatMap((host) => {
      const missing = images.filter((image) => !image.architectures.includes(host.spec.arch));
      if (missing.length === 0) return [];
      const names = missing.map(({ name, tag }) => `${name}:${tag}`);
      return [
        {
          message: `${host.name} is ${host.spec.arch}, for which profile ${site.reference} has no ${names.join(", ")}`,
          subject: host.path,
          at: place(host.source, "arch"),
          hint: `pin a profile whose images are built for ${host.spec.arch}`,
        },
      ];
    });
  },
};
