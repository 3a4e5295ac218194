import type { Messages } from './message.ts';

/** The page before a project is open. */
export const welcome = {
  title: { en: 'Fine-tune a model you can check', zh: '微调一个经得起检验的模型' },
  says: {
    en: 'From real rows to a small model, measured against the one it came from. Everything stays on this machine.',
    zh: '从真实数据行到小模型，并与其来源模型对照测量。一切都留在本机。',
  },
  openSample: { en: 'Open the sample', zh: '打开示例' },
  openSampleSays: {
    en: 'Real mails, one finished training and its results: nothing to set up.',
    zh: '真实邮件、一次完成的训练及其结果，无需任何设置。',
  },
  newProject: { en: 'New project', zh: '新建项目' },
  newProjectSays: { en: 'An empty folder that will hold your data and results.', zh: '用一个空文件夹存放数据与结果。' },
  openFolder: { en: 'Open a project', zh: '打开项目' },
  openFolderSays: { en: 'A folder that Luthier worked in before.', zh: '选择 Luthier 使用过的文件夹。' },
  connect: { en: 'Connect to another machine', zh: '连接到另一台机器' },
  opening: { en: 'Opening {name}', zh: '正在打开 {name}' },
  theProject: { en: 'the project', zh: '项目' },
  theSample: { en: 'the sample', zh: '示例' },

  recent: { en: 'Recent projects', zh: '最近的项目' },
  recentKeys: {
    en: 'Arrows choose, Enter opens, Delete takes off the list',
    zh: '方向键选择，Enter 打开，Delete 移出列表',
  },
  noRecentTitle: { en: 'No project yet', zh: '还没有项目' },
  noRecentSays: {
    en: 'Projects you open are listed here. The sample is a good first one; a project folder can also be dropped on this window.',
    zh: '打开过的项目会列在此处。可以先打开示例，也可以把项目文件夹拖到此窗口。',
  },
  dropHint: {
    en: 'A project folder or file can be dropped here to open it, data to begin a project with it.',
    zh: '可将项目文件夹或文件拖到此处打开，也可拖入数据以新建项目。',
  },
  dropHere: { en: 'Drop to open this project, or data for a new one', zh: '松开即可打开该项目，或用数据新建项目' },
  droppedData: {
    en: '{name} is no Luthier project. If it is your data, begin a project with it: you choose where, then see how it is read.',
    zh: '{name} 不是 Luthier 项目。如果它是您的数据，可用它新建项目：先选择位置，再查看读取方式。',
  },
  projectForData: { en: 'New project with this data', zh: '用此数据新建项目' },
  missing: { en: 'Folder not found', zh: '找不到文件夹' },
  sample: { en: 'Sample', zh: '示例' },
  forget: { en: 'Take off the list', zh: '移出列表' },
  forgetOf: { en: 'Take {name} off the list', zh: '将 {name} 移出列表' },
  removeSample: { en: 'Remove the sample', zh: '删除示例' },
  removeSampleSays: {
    en: 'Deletes the folder of the sample project with everything in it. It can be made again at any time.',
    zh: '删除示例项目的文件夹及其全部内容。之后可随时重新生成。',
  },

  connectTitle: { en: 'A core on another machine', zh: '另一台机器上的核心' },
  connectSays: {
    en: 'Data and jobs stay on the other machine; this window shows them through an SSH tunnel.',
    zh: '数据与任务都留在另一台机器上；本窗口通过 SSH 隧道显示。',
  },
  connectThere: { en: 'On the other machine', zh: '在另一台机器上' },
  connectHere: { en: 'On this machine, in a terminal that stays open', zh: '在本机，于保持打开的终端中' },
  connectLink: { en: 'Link or address', zh: '链接或地址' },
  connectLinkSays: {
    en: 'The line that the first command prints, or the address alone.',
    zh: '第一条命令输出的那一行，或仅填地址。',
  },
  connectToken: { en: 'Token', zh: '令牌' },
  connectTokenSays: { en: 'What stands behind #token= in that line.', zh: '该行中 #token= 之后的内容。' },
  connectMachine: { en: 'User and machine', zh: '用户与机器' },
  connectNotLocal: {
    en: '{host} is not this machine. Through the tunnel the address is 127.0.0.1 with the port.',
    zh: '{host} 不是本机。经隧道访问时，地址为 127.0.0.1 加端口。',
  },
  connectUnreadable: {
    en: 'Neither a link nor an address with a port, such as 127.0.0.1:4567.',
    zh: '不是链接，也不是带端口的地址，例如 127.0.0.1:4567。',
  },
  connectNoToken: {
    en: 'A token is 16 to 128 digits and letters a to f.',
    zh: '令牌为 16 到 128 位的数字与字母 a 至 f。',
  },
  connectAction: { en: 'Connect', zh: '连接' },
  copyCommand: { en: 'Copy command', zh: '复制命令' },
} as const satisfies Messages;
