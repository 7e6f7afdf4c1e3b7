/** The two states of what has a life of its own: whoever shall go is retired first and removed with a later change. */

/** `retired`: it still stands, nothing new is put there, and the next change may remove it together with its data. */
export const lifeStates = ["active", "retired"] as const;

/** Label of an object that may go, with its data, by the next change. */
export const stateLabel = "flotilla.dev/state";

/** Key of the identity label that says the same of all objects of a reconciler; an object may carry both. */
export const layerStateKey = "layer-state";
