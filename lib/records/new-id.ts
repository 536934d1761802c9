import { monotonicFactory } from 'ulid';

const next = monotonicFactory(() => {
  // Pages without a secure context have no randomUUID, but all have this.
  const bytes = crypto.getRandomValues(new Uint8Array(1));
  return bytes[0]! / 256;
});

/** A new id for a record: sorts by time of making, unique across devices (ULID, 80 random bits). Works in insecure pages. */
export function newId(): string {
  return next();
}
