import type { Messages } from './message.ts';

export const settings = {
  title: { en: 'Settings', zh: '设置' },
  says: { en: 'They hold for every project on this machine.', zh: '适用于本机上的所有项目。' },
  damaged: {
    en: 'The settings file could not be read, so Luthier stays offline until you set something here.',
    zh: '无法读取设置文件，因此在您重新设置之前 Luthier 保持离线。',
  },
  offline: { en: 'Offline', zh: '离线' },
  offlineOn: {
    en: 'Luthier opens no connection to the outside, and neither does anything it starts. What needs one says so.',
    zh: 'Luthier 及其启动的程序不会连接外部。需要网络的功能会明确说明。',
  },
  offlineOff: {
    en: 'Luthier reaches outside only for what stands below, and only when you ask for it. Your data never leaves this machine.',
    zh: 'Luthier 只会因下列功能连接外部，且仅在您要求时。您的数据不会离开本机。',
  },
  updates: { en: 'Look for updates', zh: '检查更新' },
  updatesOn: {
    en: 'Once a day the desktop app asks {host} for a newer version. Nothing is downloaded or installed before you say so.',
    zh: '桌面应用每天向 {host} 查询一次新版本。未经您同意不会下载或安装任何内容。',
  },
  updatesOff: {
    en: 'Luthier does not ask whether there is a newer version; it would ask {host}.',
    zh: 'Luthier 不会查询新版本；若开启，将访问 {host}。',
  },
  network: { en: 'What may use the network', zh: '可使用网络的功能' },
  networkSays: { en: 'this is all of it', zh: '仅此而已' },
  what: { en: 'What', zh: '功能' },
  host: { en: 'Asks', zh: '访问' },
  now: { en: 'Now', zh: '当前' },
  allowed: { en: 'Allowed', zh: '允许' },
  blocked: { en: 'Off', zh: '关闭' },
  noAddress: { en: 'nobody: this build has no address', zh: '无：此构建没有地址' },
  use_packages: { en: 'Python packages', zh: 'Python 软件包' },
  when_packages: { en: 'when you build or repair the environment', zh: '当您构建或修复环境时' },
  use_torch: { en: 'Torch without CUDA', zh: '不含 CUDA 的 Torch' },
  when_torch: { en: 'when you choose that build', zh: '当您选择该构建时' },
  use_interpreter: { en: 'Python itself', zh: 'Python 本身' },
  when_interpreter: { en: 'when this machine has none that fits', zh: '当本机没有合适的版本时' },
  use_hub: { en: 'Models of the hub', zh: '模型库中的模型' },
  when_hub: { en: 'when you download one', zh: '当您下载模型时' },
  use_update: { en: 'Check for updates', zh: '检查更新' },
  when_update: {
    en: 'once a day, after you have allowed it',
    zh: '每天一次，且仅在您允许之后',
  },

  mirrors: { en: 'Mirrors', zh: '镜像' },
  packageIndex: { en: 'Python packages', zh: 'Python 软件包' },
  packageIndexHint: {
    en: 'An index like PyPI. Hashes of the lock hold for it too.',
    zh: '与 PyPI 兼容的索引，仍按锁文件的哈希校验。',
  },
  torchIndex: { en: 'PyTorch', zh: 'PyTorch' },
  torchIndexHint: { en: 'For the build without CUDA; /cpu is added.', zh: '用于不含 CUDA 的构建；会附加 /cpu。' },
  pythonMirror: { en: 'Python', zh: 'Python' },
  pythonMirrorHint: {
    en: 'Laid out as the releases of python-build-standalone.',
    zh: '目录结构同 python-build-standalone 的发布页。',
  },
  hubEndpoint: { en: 'Hugging Face hub', zh: 'Hugging Face 模型库' },
  hubEndpointHint: { en: 'Something that speaks as the hub does.', zh: '与模型库接口兼容的地址。' },
  wrongAddress: { en: 'Begin with https:// or http://', zh: '请以 https:// 或 http:// 开头' },
  save: { en: 'Save', zh: '保存' },

  place: { en: 'Where environments stand', zh: '环境存放位置' },
  placeFree: { en: '{free} free', zh: '剩余 {free}' },
  placeFolder: { en: 'Folder', zh: '文件夹' },
  placeHint: {
    en: 'Environments, caches and the starter model, about 8 GB; on any disk. Now {place}. What stands there is not moved: build anew, or choose the former folder again.',
    zh: '环境、缓存与入门模型，约 8 GB；可在任意磁盘上。当前为 {place}。已有内容不会移动：请重新构建，或改回原来的文件夹。',
  },
  choose: { en: 'Choose…', zh: '选择…' },
} as const satisfies Messages;
