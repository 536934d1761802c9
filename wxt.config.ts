import { join } from 'node:path';
import preact from '@preact/preset-vite';
import { defaultClientConditions } from 'vite';
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

export default defineConfig({
  manifestVersion: 3,
  imports: false,
  webExt: { disabled: true },
  vite: () => ({
    plugins: [preact()],
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
