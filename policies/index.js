/** Pulumi requires this file for `--policy-pack policies`; what is required cannot wait, so the pack starts by itself. */
void import("../stacks/policy-pack/flotilla-policy.ts");
