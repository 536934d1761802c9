import { serveEngine } from '../../lib/browser/offscreen-page.ts';

serveEngine(() => new Worker(new URL('../../workers/engine.worker.ts', import.meta.url), { type: 'module' }));
