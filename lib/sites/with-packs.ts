/**
 * Whether this build knows any site by name. A build made with `RETRACE_PACKS=none` (wxt.config.ts) puts `false` here, and
 * bundlers then leave the packs out: what is measured on it is reached on sites nobody has described.
 */
export const WITH_PACKS: boolean = true;
