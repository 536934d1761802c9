import { mountInExtension } from './mount-in-extension.ts';

mountInExtension();
