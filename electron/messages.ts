/** What the shell itself says: in menus and dialogs of the system, and where there is no page. */
const MESSAGES = {
  chooseProject: { en: 'Open a project folder', zh: '打开项目文件夹' },
  newProject: { en: 'New project', zh: '新建项目' },
  newProjectName: { en: 'my-project', zh: '我的项目' },
  create: { en: 'Create', zh: '创建' },
  cannotOpen: { en: 'The project cannot be opened', zh: '无法打开该项目' },
  coreLost: { en: 'The core of Luthier has ended.', zh: 'Luthier 的核心已退出。' },
  coreLostDetail: {
    en: 'It was started again {times} times and ended each time; the last exit code is {code}. Jobs that were started go on by themselves, and nothing that was saved is lost.',
    zh: '已重新启动 {times} 次，每次都退出；最后的退出码为 {code}。已启动的任务会自行继续，已保存的内容不会丢失。',
  },
  coreSilent: { en: 'The core of Luthier does not answer.', zh: 'Luthier 的核心没有响应。' },
  coreSilentDetail: {
    en: 'It may be busy with something long. Starting it again ends that; what was saved is not lost, and running jobs go on.',
    zh: '它可能正在处理耗时的操作。重新启动会中断该操作；已保存的内容不会丢失，正在运行的任务会继续。',
  },
  startAgain: { en: 'Start again', zh: '重新启动' },
  closeProject: { en: 'Close project', zh: '关闭项目' },
  quit: { en: 'Quit', zh: '退出' },
  cancel: { en: 'Cancel', zh: '取消' },

  jobsRun: { en: '{count} jobs are running.', zh: '有 {count} 个任务正在运行。' },
  oneJobRuns: { en: '“{title}” is running.', zh: '“{title}”正在运行。' },
  jobsRunDetail: {
    en: 'Keep running: they go on without the window, and are found again when the project is opened. Pause: each keeps what it has and frees its device; what cannot pause runs on. Stop: they end here.',
    zh: '继续运行：任务在没有窗口时继续，再次打开项目即可看到。暂停：保存已完成的部分并释放设备；不能暂停的任务会继续运行。停止：任务就此结束。',
  },
  oneJobWaits: {
    en: 'One more waits in the queue; it begins when the project is open again.',
    zh: '另有 1 个任务在排队，再次打开项目后开始。',
  },
  jobsWait: {
    en: '{count} more wait in the queue; they begin when the project is open again.',
    zh: '另有 {count} 个任务在排队，再次打开项目后开始。',
  },
  keepRunning: { en: 'Keep running', zh: '继续运行' },
  pauseJobs: { en: 'Pause', zh: '暂停' },
  stopJobs: { en: 'Stop', zh: '停止' },

  jobFinished: { en: 'Finished', zh: '已完成' },
  jobFailed: { en: 'Failed', zh: '失败' },
  jobInterrupted: { en: 'Interrupted', zh: '已中断' },

  openLink: { en: 'Open this address in the browser?', zh: '在浏览器中打开此地址？' },
  open: { en: 'Open', zh: '打开' },
  linkProject: { en: 'Open the project that this link names?', zh: '打开此链接指定的项目？' },
  noProject: { en: 'There is no project in this folder.', zh: '此文件夹中没有项目。' },
  makeHere: { en: 'Make a new one in {folder}?', zh: '在 {folder} 中新建一个？' },

  removeSample: { en: 'Remove the sample project?', zh: '移除示例项目？' },
  removeSampleDetail: {
    en: 'Its folder is deleted with everything done in it; its running jobs stop. It can be opened anew at any time.',
    zh: '其文件夹及其中的所有内容将被删除，正在运行的任务会停止。以后可随时重新打开示例。',
  },
  remove: { en: 'Remove', zh: '移除' },

  mayLook: { en: 'May Luthier look for newer versions?', zh: '是否允许 Luthier 检查新版本？' },
  mayLookDetail: {
    en: 'Once a day it would ask {host}, and tell it nothing about you. It does not look until you say so, and downloads nothing without asking. The switch is in Settings.',
    zh: '每天向 {host} 查询一次，不会提供您的任何信息。未经您同意不会查询，也不会下载任何内容。可随时在“设置”中更改。',
  },
  lookDaily: { en: 'Look once a day', zh: '每天检查一次' },
  doNotLook: { en: 'Do not look', zh: '不检查' },
  updateThere: { en: 'Luthier {version} is there{size}.', zh: '有新版本 Luthier {version}{size}。' },
  updateThereDetail: { en: 'Nothing is downloaded before you say so.', zh: '未经您同意不会下载任何内容。' },
  updateReady: { en: 'Luthier {version} is downloaded.', zh: 'Luthier {version} 已下载完成。' },
  updateReadyDetail: {
    en: 'It is installed when Luthier starts again. Jobs that run go on; projects stay as they are.',
    zh: '重新启动后安装。正在运行的任务会继续，项目不受影响。',
  },
  download: { en: 'Download', zh: '下载' },
  install: { en: 'Install and start again', zh: '重新启动并安装' },
  later: { en: 'Later', zh: '以后再说' },

  pageGone: { en: 'This page has stopped', zh: '此页面已停止工作' },
  pageGoneSays: {
    en: 'The window’s process ended ({reason}). The project is safe: everything saved is in its folder, and running jobs go on.',
    zh: '窗口进程已结束（{reason}）。项目是安全的：已保存的内容都在项目文件夹中，正在运行的任务会继续。',
  },
  pageHangs: { en: 'This page does not answer.', zh: '此页面没有响应。' },
  pageHangsDetail: {
    en: 'It may still be busy. Loading it again or closing the window loses what was typed and not saved; the project is safe, and running jobs go on.',
    zh: '它可能仍在处理。重新加载或关闭窗口会丢失已输入但未保存的内容；项目是安全的，正在运行的任务会继续。',
  },
  wait: { en: 'Wait', zh: '等待' },
  home: { en: 'Home', zh: '首页' },
  loadAgain: { en: 'Load it again', zh: '重新加载' },
  copyDiagnostics: { en: 'Copy diagnostics', zh: '复制诊断信息' },
  copied: { en: 'Copied', zh: '已复制' },

  file: { en: 'File', zh: '文件' },
  edit: { en: 'Edit', zh: '编辑' },
  page: { en: 'Page', zh: '页面' },
  go: { en: 'Go', zh: '前往' },
  job: { en: 'Job', zh: '任务' },
  view: { en: 'View', zh: '视图' },
  window: { en: 'Window', zh: '窗口' },
  help: { en: 'Help', zh: '帮助' },
  menuNew: { en: 'New Project…', zh: '新建项目…' },
  menuOpen: { en: 'Open Project…', zh: '打开项目…' },
  menuRecent: { en: 'Open Recent', zh: '最近打开' },
  menuSample: { en: 'Open the Sample', zh: '打开示例' },
  menuClose: { en: 'Close Project', zh: '关闭项目' },
  undo: { en: 'Undo', zh: '撤销' },
  redo: { en: 'Redo', zh: '重做' },
  cut: { en: 'Cut', zh: '剪切' },
  copy: { en: 'Copy', zh: '复制' },
  paste: { en: 'Paste', zh: '粘贴' },
  selectAll: { en: 'Select All', zh: '全选' },
  zoomIn: { en: 'Zoom In', zh: '放大' },
  zoomOut: { en: 'Zoom Out', zh: '缩小' },
  resetZoom: { en: 'Actual Size', zh: '实际大小' },
  fullScreen: { en: 'Full Screen', zh: '全屏' },
  reload: { en: 'Reload Page', zh: '重新加载页面' },
  developerTools: { en: 'Developer Tools', zh: '开发者工具' },
  minimize: { en: 'Minimize', zh: '最小化' },
  closeWindow: { en: 'Close Window', zh: '关闭窗口' },
  zoomWindow: { en: 'Zoom', zh: '缩放' },
  allToFront: { en: 'Bring All to Front', zh: '前置全部窗口' },
  menuSettings: { en: 'Settings…', zh: '设置…' },
  services: { en: 'Services', zh: '服务' },
  quitApp: { en: 'Quit Luthier', zh: '退出 Luthier' },
  hide: { en: 'Hide Luthier', zh: '隐藏 Luthier' },
  hideOthers: { en: 'Hide Others', zh: '隐藏其他' },
  showAll: { en: 'Show All', zh: '全部显示' },
  about: { en: 'About Luthier', zh: '关于 Luthier' },
  aboutDetail: {
    en: 'A workbench for fine-tuning language models you can trust, on one machine.\nApache-2.0',
    zh: '在一台机器上可信地微调语言模型的工作台。\nApache-2.0',
  },
  close: { en: 'Close', zh: '关闭' },
  notices: { en: 'Third-party licences', zh: '第三方许可' },
  show: { en: 'Show Luthier', zh: '显示 Luthier' },
} as const;

export type ShellMessage = keyof typeof MESSAGES;
type Facts = Readonly<Record<string, string | number>>;

export function say(key: ShellMessage, locale: string, facts: Facts = {}): string {
  const text = MESSAGES[key][locale.toLowerCase().startsWith('zh') ? 'zh' : 'en'];
  return text.replace(/\{(\w+)\}/g, (braces, name: string) => String(facts[name] ?? braces));
}

/** Says everything in one language. */
export type Say = (key: ShellMessage, facts?: Facts) => string;
