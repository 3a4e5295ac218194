import { Environment } from '../../../../native-bridge/contract/index.ts';
import { HOUR, now } from './common.ts';

export const environment = Environment.parse({
  state: 'ready',
  reason: null,
  id: '8c21f0e4a7b9',
  previousId: '51aa07d3c2be',
  python: '/home/ada/.local/share/luthier/environments/8c21f0e4a7b9/bin/python',
  sizeBytes: 5_012_344_110,
  freeDiskBytes: 81_233_100_000,
  home: '/home/ada/.local/share/luthier',
  probe: {
    python: '3.11.2',
    packages: {
      accelerate: '1.12.0',
      gguf: '0.18.0',
      numpy: '2.3.4',
      onnx: '1.23.0',
      onnxruntime: '1.32.0',
      peft: '0.21.2',
      pyarrow: '23.0.0',
      safetensors: '0.7.1',
      tokenizers: '0.22.4',
      torch: '2.15.0',
      transformers: '5.24.0',
    },
    torchCuda: '13.0',
    cpu: {
      name: 'AMD EPYC 9B14',
      cores: 2,
      memoryBytes: 25_769_803_776,
      flags: ['avx2', 'avx512f', 'avx512_bf16', 'avx512_vnni'],
      fp32Gflops: 118.2,
      bf16Gflops: 241.7,
    },
    gpus: [],
    atMs: now - 27 * HOUR,
    seconds: 18.4,
  },
  luthierVersion: '0.1.0',
  nodeVersion: '24.21.0',
});
