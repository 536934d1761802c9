import type { EngineApi } from '../engine/api.ts';

/** Where the engine's worker lives. One implementation a browser, named after the difference. */
export interface EngineHost {
  /** Calls the engine, starting it if need be. A call that failed because the engine died is tried once more. */
  call<M extends keyof EngineApi>(
    method: M,
    args: Parameters<EngineApi[M]>,
  ): Promise<Awaited<ReturnType<EngineApi[M]>>>;
  /** An address for a file of the origin's private file system, until it is revoked: for a download. */
  urlOf(file: string): Promise<FileUrl>;
}

export interface FileUrl {
  readonly href: string;
  revoke(): void;
}

/** The engine died under a call; nothing acknowledged is lost, and the call may be made again. */
export class EngineStopped extends Error {
  override readonly name = 'EngineStopped';
}
