import type { Message } from '../messages/message.ts';

/**
 * A page of the help. Its text is `docs/<id>.md`, in Chinese `docs/zh/<id>.md` part for part; what is written for those who
 * work on Luthier itself is in English only, as its code is.
 */
export interface HelpEntry {
  readonly id: string;
  readonly title: Message;
  readonly group: 'start' | 'work' | 'inside';
}

/** The page that is made in the app from its commands; its text says only what stands around them. */
export const SHORTCUTS = 'shortcuts';

export const HELP: readonly HelpEntry[] = [
  { id: 'getting-started', group: 'start', title: { en: 'Getting started', zh: '入门' } },
  { id: SHORTCUTS, group: 'start', title: { en: 'Keyboard shortcuts', zh: '键盘快捷键' } },
  { id: 'desktop', group: 'start', title: { en: 'The desktop app', zh: '桌面应用' } },
  { id: 'remote', group: 'start', title: { en: 'Another machine', zh: '使用另一台机器' } },
  { id: 'install', group: 'start', title: { en: 'Installing and updating', zh: '安装与更新' } },
  { id: 'environment', group: 'start', title: { en: 'The Python environment', zh: 'Python 环境' } },
  { id: 'offline', group: 'start', title: { en: 'Offline', zh: '离线' } },
  { id: 'data', group: 'work', title: { en: 'Data', zh: '数据' } },
  { id: 'privacy', group: 'work', title: { en: 'Personal data', zh: '个人数据' } },
  { id: 'licences', group: 'work', title: { en: 'Sources and licences', zh: '来源与许可' } },
  { id: 'results', group: 'work', title: { en: 'Training and results', zh: '训练与结果' } },
  { id: 'experiments', group: 'inside', title: { en: 'Experiments', zh: '实验记录' } },
  { id: 'map', group: 'inside', title: { en: 'The house', zh: '代码结构' } },
];

/** Which page, and which part of it, fits what is on the screen. The first that begins the address wins. */
const FITTING: readonly (readonly [RegExp, string])[] = [
  [/^\/data\/[^/]+\/privacy/, 'privacy'],
  [/^\/data\/[^/]+\/sources/, 'licences'],
  [/^\/data\/[^/]+\/statistics/, 'data#statistics'],
  [/^\/data\/[^/]+\/(cleaning|duplicates)/, 'data#cleaning-duplicates-privacy'],
  [/^\/data\/[^/]+\/splits/, 'data#splits-and-leaks'],
  [/^\/data\/[^/]+\/versions/, 'data#versions'],
  [/^\/data\/[^/]+/, 'data#rows-and-how-to-ask-for-them'],
  [/^\/data/, 'data#import'],
  [/^\/runs/, 'results#training'],
  [/^\/evaluations/, 'results#evaluation'],
  [/^\/attention/, 'results#attention'],
  [/^\/exports/, 'results#export'],
  [/^\/models/, 'results#models'],
  [/^\/environment/, 'environment'],
  [/^\/jobs/, 'results#jobs'],
  [/^\/settings/, 'offline'],
];

/** Where help for the page at an address is. */
export function helpFor(address: string): string {
  const fitting = FITTING.find(([pattern]) => pattern.test(address))?.[1];
  return `/help/${fitting ?? 'getting-started'}`;
}
