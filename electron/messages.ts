/** The few sentences the shell itself says, before there is a page or when it is gone. */
const MESSAGES = {
  chooseProject: { en: 'Choose a project folder', zh: '选择项目文件夹' },
  cannotOpen: { en: 'The project cannot be opened', zh: '无法打开该项目' },
  coreSilent: {
    en: 'The core ended before it said where it is (exit code {code}).',
    zh: '核心在报告地址之前已退出（退出码 {code}）。',
  },
  coreGone: { en: 'The core of Luthier has ended.', zh: 'Luthier 的核心已退出。' },
  coreGoneDetail: {
    en: 'Jobs that were started go on. Starting the core again shows them as they stand.',
    zh: '已启动的任务仍在运行。重新启动核心后即可看到其状态。',
  },
  startAgain: { en: 'Start again', zh: '重新启动' },
  quit: { en: 'Quit', zh: '退出' },
} as const;

export function say(key: keyof typeof MESSAGES, locale: string, facts: Readonly<Record<string, string>> = {}): string {
  const text = MESSAGES[key][locale.toLowerCase().startsWith('zh') ? 'zh' : 'en'];
  return text.replace(/\{(\w+)\}/g, (braces, name: string) => facts[name] ?? braces);
}
