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

/** The page that a window is a part of, as far as it is of the same origin; the window itself, if it is no frame of such a one. */
export function wholePage(window: Window): Window {
  return isOwnFrame(window) ? (window.top ?? window) : window;
}
