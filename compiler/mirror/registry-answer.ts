/** What a registry says of one image. */
export type RegistryAnswer =
  /** As registries spell them: `amd64`, `arm64`, `riscv64`. */
  | { readonly outcome: "found"; readonly architectures: readonly string[] }
  | { readonly outcome: "missing" }
  /** Nobody could look; the reason holds no account. */
  | { readonly outcome: "unknown"; readonly registry: string; readonly reason: string };
