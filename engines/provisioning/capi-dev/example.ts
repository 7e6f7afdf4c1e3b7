/** Settings of a profile, as tests and documents show them. */
import type { CapiDevProvisioner } from "../../../model/provisioner.ts";

export const capiDevExample: CapiDevProvisioner = {
  engine: "capi-dev",
  kubernetes: "v1.33.10",
  maxSurge: 1,
  backend: { kind: "inMemory" },
};
