/** The organisation's secret store, of which the service reads entries and keeps none. */

/** Undefined for an entry or a property that is not there; throws when the store does not answer. */
export type ReadSecret = (entry: string, property: string) => Promise<string | undefined>;
