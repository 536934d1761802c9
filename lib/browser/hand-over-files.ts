/**
 * Files from a page of the extension to its worker. Messages of the extension are JSON and hold no file; a channel between
 * documents of one origin hands a file over as it is, unread: 1.2 GB cost nothing until they are read. No web page has our origin.
 *
 *     page ──message "look at files of this offer"──▶ worker
 *     page ◀──channel: which files are of this offer?── worker
 *     page ──channel: these──▶ worker
 */
const CHANNEL = 'retrace-files';
/** A page that is open answers at once; one that was closed never does. */
const PATIENCE_IN_MS = 5_000;

type Word =
  | { readonly asks: string }
  | { readonly offer: string; readonly files: readonly File[]; readonly paths: readonly string[] };

/** A file with its place below what the user chose: `Takeout/My Activity/…`, or its name alone. */
export interface HandedFile {
  readonly path: string;
  readonly file: File;
}

/**
 * Page side: keeps files ready for the worker, for as long as the page is open or until they are taken back.
 * @returns the offer's name, to be said in a message, and how to take it back.
 */
export function offerFiles(files: readonly File[]): { readonly offer: string; readonly takeBack: () => void } {
  const offer = crypto.randomUUID();
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (!('asks' in data) || data.asks !== offer) return;
    const word: Word = { offer, files, paths: files.map((file) => file.webkitRelativePath || file.name) };
    channel.postMessage(word);
  };
  return { offer, takeBack: () => channel.close() };
}

/** Worker side: the files of an offer; null if the page that made it is gone. */
export function filesOffered(offer: string, patience = PATIENCE_IN_MS): Promise<readonly HandedFile[] | null> {
  const channel = new BroadcastChannel(CHANNEL);
  return new Promise((resolve) => {
    const end = (files: readonly HandedFile[] | null) => {
      clearTimeout(timer);
      channel.close();
      resolve(files);
    };
    const timer = setTimeout(() => end(null), patience);
    channel.onmessage = ({ data }: MessageEvent<Word>) => {
      if ('offer' in data && data.offer === offer) {
        end(data.files.map((file, i) => ({ file, path: data.paths[i] ?? file.name })));
      }
    };
    channel.postMessage({ asks: offer } satisfies Word);
  });
}
