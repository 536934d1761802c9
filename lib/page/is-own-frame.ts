/**
 * Whether a frame is a page of its own or a part of one of the same origin. Frames of strangers (advertisements, payment
 * forms) are not what the user switched on.
 */
export function isOwnFrame(window: Window): boolean {
  if (window === window.top) return true;
  try {
    return window.top?.location.origin === window.location.origin;
  } catch {
    // Another origin's address may not be read: that is the answer.
    return false;
  }
}
