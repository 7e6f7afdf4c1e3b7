/** Names that Flux's objects share. */

import { deliveryNamespaces } from "../../../model/delivery.ts";

/** Every object of Flux lives here, so that none refers to another namespace. */
export const NAMESPACE = deliveryNamespaces.flux;

/** Name of the source and of the Kustomization of the root folder. */
export const ROOT = "flotilla";

/** Secret with the public keys of whoever may sign artifacts. */
export const KEYS = "flotilla-keys";

/** The account that applies the layers of the platform. */
export const PLATFORM_ACCOUNT = "flotilla-platform";
