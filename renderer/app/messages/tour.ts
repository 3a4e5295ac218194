import type { Messages } from './message.ts';

/** The tour over the screen: one sentence or two a stop. */
export const tour = {
  next: { en: 'Next', zh: '下一步' },
  back: { en: 'Back', zh: '上一步' },
  done: { en: 'Done', zh: '完成' },
  leave: { en: 'Leave the tour', zh: '退出导览' },
  progress: { en: '{current} of {total}', zh: '{current} / {total}' },
  loopTitle: { en: 'The loop', zh: '流程' },
  loopSays: {
    en: 'Seven stages from raw rows to a checked model, and back to the rows it got wrong. Marks come from what the project holds; a stage opens its page.',
    zh: '从原始数据行到经过检验的模型共七个阶段，再回到答错的行。标记来自项目的真实内容；点击阶段可打开其页面。',
  },
  nextTitle: { en: 'What comes next', zh: '下一步' },
  nextSays: {
    en: 'One suggestion at a time, with the button that does it. While a job runs, it is followed from here.',
    zh: '每次只建议一件事，并给出对应按钮。任务运行时，可从这里跟进。',
  },
  railTitle: { en: 'Pages', zh: '页面' },
  railSays: {
    en: 'The stages have a page each, Alt and a number goes there. Below: models, the Python environment, all jobs.',
    zh: '每个阶段都有自己的页面，按 Alt 加数字前往。下方是模型、Python 环境与全部任务。',
  },
  madeTitle: { en: 'What was made', zh: '产物' },
  madeSays: {
    en: 'Versions, runs, reports and exports, each with the number that matters. Every number leads back to its rows.',
    zh: '版本、训练、报告与导出，各带关键数字。每个数字都能回到对应的数据行。',
  },
  paletteTitle: { en: 'Everything by name', zh: '按名称查找一切' },
  paletteSays: {
    en: 'Commands of this page and of the frame, in English or Chinese words, with their keys beside them.',
    zh: '用中文或英文查找当前页面与整个窗口的命令，旁边显示按键。',
  },
  statusTitle: { en: 'Jobs and machine', zh: '任务与机器' },
  statusSays: {
    en: 'What runs, how far it is, and what it runs on. A job goes on when the window is closed.',
    zh: '正在运行的任务、进度以及所用的机器。关闭窗口后任务继续运行。',
  },
  helpTitle: { en: 'Help without a network', zh: '离线帮助' },
  helpSays: {
    en: 'F1 opens the page of the help that fits what is on the screen. The tour is there again whenever you want it.',
    zh: '按 F1 打开与当前页面对应的帮助。需要时可随时再看一遍导览。',
  },
  offerTitle: { en: 'New here?', zh: '第一次使用？' },
  offerSays: {
    en: 'A tour of seven stops over this page, a minute long. Esc leaves it.',
    zh: '本页上的七站导览，约一分钟。按 Esc 可退出。',
  },
  offerTake: { en: 'Take the tour', zh: '开始导览' },
  offerNo: { en: 'No, thanks', zh: '不用了' },
} as const satisfies Messages;
