import { Environment, EnvironmentPlan, SettingsState } from '../../../../native-bridge/contract/index.ts';
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
  place: '/home/ada/.local/share/luthier',
  torch: 'lock',
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

export const environmentPlan = EnvironmentPlan.parse({
  gpus: [
    {
      uuid: 'GPU-1f0e5a52',
      name: 'NVIDIA GeForce RTX 4070',
      memoryBytes: 12_878_610_432,
      freeBytes: 11_900_000_000,
      driver: '550.120',
    },
  ],
  driverMissing: false,
  driverTooOld: { driver: '550.120', least: '580.65.06', cuda: '13.2' },
  choices: [
    {
      torch: 'lock',
      computesOn: 'cuda',
      cuda: '13.2',
      leastDriver: '580.65.06',
      downloadBytes: 3_400_000_000,
      diskBytes: 7_400_000_000,
      hosts: ['pypi.org', 'files.pythonhosted.org'],
    },
    {
      torch: 'cpu',
      computesOn: 'cpu',
      cuda: null,
      leastDriver: null,
      downloadBytes: 640_000_000,
      diskBytes: 1_800_000_000,
      hosts: ['pypi.org', 'files.pythonhosted.org', 'download.pytorch.org'],
    },
  ],
  proposed: 'cpu',
  python: { path: '/usr/bin/python3.12', version: '3.12.3' },
  place: '/home/ada/.local/share/luthier',
  freeBytes: 81_233_100_000,
  offline: false,
});

export const settingsState = SettingsState.parse({
  settings: {
    offline: false,
    updates: false,
    packageIndex: 'https://mirror.example.edu.cn/simple',
    torchIndex: null,
    pythonMirror: null,
    hubEndpoint: null,
    place: null,
  },
  damaged: false,
  home: '/home/ada/.local/share/luthier',
  place: '/home/ada/.local/share/luthier',
  placeFreeBytes: 81_233_100_000,
  network: [
    { id: 'packages', hosts: ['mirror.example.edu.cn'], allowed: true },
    { id: 'torch', hosts: ['download.pytorch.org'], allowed: true },
    { id: 'interpreter', hosts: ['github.com'], allowed: true },
    { id: 'hub', hosts: ['huggingface.co'], allowed: true },
    { id: 'update', hosts: ['github.com'], allowed: false },
  ],
});
