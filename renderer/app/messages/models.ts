import type { Messages } from './message.ts';

export const models = {
  title: { en: 'Models', zh: '模型' },
  says: {
    en: 'Base models of this project. Weights are read from safetensors or GGUF, never from a pickle.',
    zh: '本项目的基座模型。权重只从 safetensors 或 GGUF 读取，从不读取 pickle。',
  },
  add: { en: 'Add model', zh: '添加模型' },
  addTitle: { en: 'Add a base model', zh: '添加基座模型' },
  emptyTitle: { en: 'No model yet', zh: '暂无模型' },
  emptySays: {
    en: 'A base model is where training starts. The starter model is small enough for a CPU and works offline.',
    zh: '训练从基座模型开始。入门模型足够小，可在 CPU 上离线运行。',
  },
  addStarter: { en: 'Add the starter model', zh: '添加入门模型' },
  name: { en: 'Name', zh: '名称' },
  nameHint: { en: 'Left empty, the name of the source is taken.', zh: '留空则使用来源的名称。' },
  architecture: { en: 'Architecture', zh: '架构' },
  parameters: { en: 'Parameters', zh: '参数量' },
  millions: { en: '{number} M', zh: '{number} M' },
  size: { en: 'Size', zh: '大小' },
  origin: { en: 'Origin', zh: '来源' },
  licence: { en: 'Licence', zh: '许可证' },
  path: { en: 'Folder', zh: '文件夹' },
  added: { en: 'Added', zh: '添加于' },
  source: { en: 'Source', zh: '来源类型' },
  starter: { en: 'Starter', zh: '入门模型' },
  folder: { en: 'Folder', zh: '文件夹' },
  gguf: { en: 'GGUF file', zh: 'GGUF 文件' },
  hub: { en: 'Hub', zh: '模型中心' },
  starterSays: {
    en: 'SmolLM2-135M-Instruct. It comes with the environment and needs no network.',
    zh: 'SmolLM2-135M-Instruct。随环境提供，无需网络。',
  },
  folderSays: {
    en: 'A folder with config.json, tokenizer files and weights in safetensors, on the machine of the core.',
    zh: '核心所在机器上的文件夹，含 config.json、分词器文件和 safetensors 权重。',
  },
  ggufSays: {
    en: 'One GGUF file on the machine of the core. It is converted once.',
    zh: '核心所在机器上的一个 GGUF 文件。只需转换一次。',
  },
  hubSays: {
    en: 'Downloads from the hub now, because you ask for it. Nothing else here uses the network.',
    zh: '应您的要求立即从模型中心下载。此处没有其他操作使用网络。',
  },
  folderPath: { en: 'Path of the folder', zh: '文件夹路径' },
  ggufPath: { en: 'Path of the file', zh: '文件路径' },
  hubId: { en: 'Model id', zh: '模型编号' },
  choose: { en: 'Choose', zh: '选择' },
  cancel: { en: 'Cancel', zh: '取消' },
  download: { en: 'Download and add', zh: '下载并添加' },
} as const satisfies Messages;
