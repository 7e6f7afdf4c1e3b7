/** Names that Argo CD's objects share. */

import { deliveryNamespaces } from "../../../model/delivery.ts";

/** Every object of Argo CD lives here. */
export const NAMESPACE = deliveryNamespaces.argocd;

/** The Application of the root folder. */
export const ROOT = "flotilla";

/** The project of the platform's layers and charts. */
export const PLATFORM_PROJECT = "flotilla-platform";

/** The cluster that Argo CD itself runs in. */
export const IN_CLUSTER = "https://kubernetes.default.svc";

/** Removing such an Application removes what it made; removing such a project waits for its Applications. */
export const FINALIZER = "resources-finalizer.argocd.argoproj.io";
