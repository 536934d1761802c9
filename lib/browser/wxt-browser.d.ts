import 'wxt/browser';

// WXT types `getURL` by a generated list of paths; with its generated files left out, any path of the package is a string.
declare module 'wxt/browser' {
  export interface WxtRuntime {
    getURL(path: string): string;
  }
  export interface WxtI18n {
    getMessage(name: string, substitutions?: string | string[]): string;
  }
}
