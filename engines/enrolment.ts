/** What an engine says of servers that enrol: their secrets, what they are given besides, and the medium that they start from. */

import type { Host } from "../constructs/host.ts";

/** A secret of a server, which no repository holds. */
export interface HostSecret {
  /** Entry of the organisation's secret store, and the property in it. */
  readonly entry: string;
  readonly property: string;
  /** Path on the server. */
  readonly file: string;
  /** What goes into the file, of what the store has; undefined when that is not what it should be. */
  content?(value: string): string | undefined;
}

/** The enrolment service as servers reach it. */
export interface EnrolmentService {
  /** `https://enroll.panji.example:8443`, without a slash at its end. */
  readonly url: string;
  /** PEM of the authority that vouches for it. */
  readonly authority: string;
}

export interface Enrolment {
  /** Which of the host's files installs it. */
  readonly file: string;
  secrets(host: Host): readonly HostSecret[];
  /**
   * What the installed system is given besides its file, with its secrets; it keeps its certificate by it.
   *
   * @param contents of the secrets, by their paths on the server
   */
  registration(service: EnrolmentService, contents: ReadonlyMap<string, string>): string;
  /**
   * A medium by which any server of the engine enrols and installs itself, the same for all of them.
   *
   * @param token one for all servers of a region; absent: whoever starts a server types or scans one
   * @param made when it was made, seconds since 1970: no server's clock is before it
   */
  medium(service: EnrolmentService, made: number, token?: string): string;
}
