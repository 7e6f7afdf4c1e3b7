/** Words for what the operating system refuses: no fault of Flotilla, and often the user's to mend. */

/** By the code of the error; anything else is a fault of Flotilla. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: "make room on that disk and run again; nothing half written stays in place",
  EDQUOT: "make room within the quota and run again",
  EMFILE: "allow more open files: ulimit -n 1024",
  ENFILE: "the machine has too many open files: end something and run again",
  EACCES: "look at the permissions of that file or folder",
  EPERM: "look at the permissions of that file or folder",
  EROFS: "name a folder on a disk that can be written",
  ENOENT: "name a folder that can be made",
  ENOTDIR: "name a folder, not a place below a file",
  ENAMETOOLONG: "name a folder with a shorter path",
  EFBIG: "allow larger files: ulimit -f unlimited",
  EADDRINUSE: "another program listens there: end it, or name another port",
  EADDRNOTAVAIL: "name an address of this machine",
  EIO: "look at the disk: it does not read or write",
};

/** What the system said and what to do next; undefined when the system said nothing. */
export function systemErrorText({ message }: Error): string | undefined {
  const [code] = /\bE[A-Z]{2,}\b/.exec(message) ?? [];
  const remedy = code === undefined ? undefined : REMEDIES[code];
  return remedy === undefined ? undefined : `${message}\n  next: ${remedy}`;
}
