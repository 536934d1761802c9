/** The battery of the device, as far as a page is told of it: Chromium tells, Firefox does not. */
interface Battery extends EventTarget {
  readonly charging: boolean;
}

/** Tells now, and whenever it changes, whether the device runs on its battery. Where nobody says, nothing is told. */
export async function watchBattery(
  tell: (isOnBattery: boolean) => void,
  from: { getBattery?: () => Promise<Battery> } = navigator as { getBattery?: () => Promise<Battery> },
): Promise<void> {
  const battery = await from.getBattery?.().catch(() => null);
  if (!battery) return;
  const told = () => tell(!battery.charging);
  battery.addEventListener('chargingchange', told);
  told();
}
