/**
 * Security contexts of pods that engines make, at the restricted level of the Pod Security Standards. Layers of profiles have
 * their own: a released profile is locked with every file below profiles/ that it imports.
 */

/** Of a pod whose image asks for no user of its own: `nobody`, whom every system has. */
export const restrictedPod = {
  runAsNonRoot: true,
  runAsUser: 65534,
  runAsGroup: 65534,
  fsGroup: 65534,
  seccompProfile: { type: "RuntimeDefault" },
};

/** Of each of its containers. */
export const restrictedContainer = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};
