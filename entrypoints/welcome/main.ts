import { mountInExtension } from '../sidepanel/mount-in-extension.ts';

if (!location.hash) history.replaceState(null, '', '#/welcome/1');
mountInExtension();
