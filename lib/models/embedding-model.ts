/** One file of a model, as it must be: anything else is refused before it is run. */
export interface ModelFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface EmbeddingModel {
  readonly id: string;
  readonly dimensions: number;
  readonly licence: string;
  readonly files: { readonly graph: ModelFile; readonly tokenizer: ModelFile };
}

/** The embedding model in the package; `public/models/embedding/MODEL.json` says the same for those who open the folder. */
export const EMBEDDING_MODEL: EmbeddingModel = {
  id: 'all-MiniLM-L6-v2-int8',
  dimensions: 384,
  licence: 'Apache-2.0',
  files: {
    graph: {
      name: 'model_int8.onnx',
      bytes: 23_589_790,
      sha256: '84833931bbbfdfd7e5fe94db3b40846646dc0d8327fedf58deef4cf540afad40',
    },
    tokenizer: {
      name: 'tokenizer.json',
      bytes: 466_152,
      sha256: '32d70b45ea2679485328eafb8a5a94dcc9fbaadaf0c92b7ca06fe5684a4b8389',
    },
  },
};

/** Where the files of a model come from: the package, a folder on disk, a test. Rejects if the file is not there. */
export type ModelSource = (name: string) => Promise<Uint8Array<ArrayBuffer>>;
