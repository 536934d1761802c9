import { mountInExtension } from './mount-in-extension.ts';

await mountInExtension();
