import { join } from 'node:path';
import preact from '@preact/preset-vite';
import { defaultClientConditions, type Plugin } from 'vite';
import { defineConfig } from 'wxt';

/**
 * Lowest versions, and why. Chrome 128: light-dark() colours (123) and a year and a half of security fixes; nothing
 * newer is needed. Firefox 140: the current extended-support line's floor and the first that reads
 * data_collection_permissions; optional_host_permissions need 128.
 */
const LOWEST_CHROME = '128';
const LOWEST_FIREFOX = '140.0';

/** The model runtime's own files: it loads them by address, so they lie in the package as they were released. */
const RUNTIME_FILES = ['ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'];

/** `RETRACE_PACKS=none` builds an extension that knows no site by name; `RETRACE_OUT` says into which folder. For benchmarks. */
const { RETRACE_PACKS, RETRACE_OUT } = process.env;

const withoutPacks: Plugin = {
  name: 'without-packs',
  enforce: 'pre',
  load: (id) => (/[\\/]lib[\\/]sites[\\/]with-packs\.ts$/.test(id) ? 'export const WITH_PACKS = false;' : null),
};

/** What all browsers have had for ten years, a library brings along once more in every page script. */
const NEEDLESS: Readonly<Record<string, string>> = { 'array.from': 'Array.from', SetLike: 'Set' };

const withoutPolyfills: Plugin = {
  name: 'without-polyfills',
  enforce: 'pre',
  load(id) {
    const [, name] = /dom-accessibility-api[\\/]dist[\\/]polyfills[\\/]([\w.]+)\.mjs$/.exec(id) ?? [];
    return name !== undefined && Object.hasOwn(NEEDLESS, name) ? `export default ${NEEDLESS[name]};` : null;
  },
};

export default defineConfig({
  manifestVersion: 3,
  ...(RETRACE_OUT && { outDir: RETRACE_OUT }),
  imports: false,
  webExt: { disabled: true },
  vite: () => ({
    plugins: [preact(), withoutPolyfills, ...(RETRACE_PACKS === 'none' ? [withoutPacks] : [])],
    build: { target: ['chrome128', 'firefox140'], sourcemap: false },
    worker: { format: 'es' as const },
    // The runtime without its thread code inside: were that part of our worker's file, each thread would start the engine again.
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
  }),
  hooks: {
    'build:publicAssets': (_, files) => {
      for (const name of RUNTIME_FILES) {
        files.push({
          absoluteSrc: join(import.meta.dirname, 'node_modules/onnxruntime-web/dist', name),
          relativeDest: `ort/${name}`,
        });
      }
    },
  },
  manifest: ({ browser }) => ({
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    permissions: [
      'storage',
      'unlimitedStorage',
      'scripting',
      'activeTab',
      ...(browser === 'firefox' ? [] : ['offscreen']),
    ],
    // Asked for when the user wants backups to be made by themselves.
    optional_permissions: ['downloads'],
    optional_host_permissions: ['*://*/*'],
    incognito: 'not_allowed',
    content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self';" },
    action: { default_title: 'Retrace' },
    commands: {
      _execute_action: { suggested_key: { default: 'Alt+Shift+R' }, description: '__MSG_command_open__' },
      pause: { suggested_key: { default: 'Alt+Shift+P' }, description: '__MSG_command_pause__' },
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'retrace@retrace.example',
              strict_min_version: LOWEST_FIREFOX,
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { minimum_chrome_version: LOWEST_CHROME }),
  }),
});
