/** Memory that was given back, for the next taker. */
let spare: Buffer | undefined;

/**
 * Memory of at least that many bytes, with whatever it holds. Megabytes that each repository takes anew would stay
 * until garbage is collected, and the system clears every page of them first.
 */
export function takeRoom(bytes: number): Buffer {
  const room = spare && spare.length >= bytes ? spare : Buffer.allocUnsafeSlow(bytes + (bytes >>> 3));
  if (room === spare) spare = undefined;
  return room;
}

/** Gives memory back that nobody looks at any more. */
export function giveRoomBack(room: Buffer): void {
  if (!spare || room.length > spare.length) spare = room;
}
