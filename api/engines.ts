/** Public: the contract of the engines, what they make, and the shipped ones. */

export { ownProvisioner } from "../constructs/own-provisioner.ts";
export type { Artifact, ClusterRef, FileArtifact, ObjectsArtifact, TenantRef } from "../engines/artifact.ts";
export type {
  AgentBootstrap,
  DeliveryEngine,
  EngineSettings,
  NodeRuntimeEngine,
  PlacementEngine,
  PoolScope,
  ProvisioningEngine,
  RuntimeScope,
} from "../engines/engine.ts";
export { type EngineTables, engines } from "../engines/engines.ts";
export type { FieldTable } from "../engines/site-fields.ts";
export type { Unsupported } from "../engines/unsupported.ts";
