/** What kinds of servers there are. */

export const architectures = ["amd64", "arm64"] as const;
export type Architecture = (typeof architectures)[number];

export const devices = ["sriov", "ptp", "gpu", "fpga", "radio"] as const;
export type Device = (typeof devices)[number];
