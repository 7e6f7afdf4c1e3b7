/** What layers read of a site, a hub or the centre when the mirror is all they need to know. */
export interface Mirrored {
  readonly registry: string;
}
