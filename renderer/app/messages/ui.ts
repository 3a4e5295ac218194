import type { Messages } from './message.ts';

/** Words of the parts that every page is made of. */
export const ui = {
  copyReport: { en: 'Copy report', zh: '复制报告' },
  copied: { en: 'Copied', zh: '已复制' },
  copy: { en: 'Copy', zh: '复制' },
  tryAgain: { en: 'Try again', zh: '重试' },
  whereFile: { en: 'File', zh: '文件' },
  whereRow: { en: 'Row', zh: '行' },
  whereField: { en: 'Field', zh: '字段' },
  code: { en: 'Code', zh: '代码' },
  bugTitle: { en: 'This is a mistake in Luthier', zh: '这是 Luthier 自身的错误' },
  bugHint: {
    en: 'Nothing of yours is lost. The report names what was asked; the log of the core holds the rest.',
    zh: '您的数据没有丢失。报告中写明了所请求的操作，其余信息在核心日志中。',
  },
  bugAsked: { en: '{asked}: {message}', zh: '{asked}：{message}' },
  offlineTitle: { en: 'The core does not answer', zh: '核心没有应答' },
  offlineHint: {
    en: 'The page connects again by itself. Jobs that were started go on without it.',
    zh: '页面会自动重新连接。已启动的任务不受影响，继续运行。',
  },
  waiting: { en: 'Loading', zh: '正在加载' },

  queued: { en: 'Queued', zh: '排队中' },
  preparing: { en: 'Preparing', zh: '准备中' },
  running: { en: 'Running', zh: '运行中' },
  pausing: { en: 'Pausing', zh: '正在暂停' },
  paused: { en: 'Paused', zh: '已暂停' },
  finished: { en: 'Finished', zh: '已完成' },
  failed: { en: 'Failed', zh: '失败' },
  cancelled: { en: 'Cancelled', zh: '已取消' },
  interrupted: { en: 'Interrupted', zh: '已中断' },

  progressOf: { en: '{done} of {total}', zh: '{done} / {total}' },
  etaLeft: { en: '{time} left', zh: '剩余 {time}' },

  cancel: { en: 'Cancel', zh: '取消' },
  close: { en: 'Close', zh: '关闭' },
  asTable: { en: 'Show as a table', zh: '以表格显示' },
  asChart: { en: 'Show as a chart', zh: '以图表显示' },
  exportPicture: { en: 'Export chart', zh: '导出图表' },
  exportPng: { en: 'PNG, double size', zh: 'PNG（双倍尺寸）' },
  exportSvg: { en: 'SVG', zh: 'SVG' },
  exportCsv: { en: 'Data as CSV', zh: '数据（CSV）' },
  noPoints: { en: 'No values yet', zh: '暂无数值' },
  knobRange: { en: 'From {low} to {high}', zh: '范围 {low} 至 {high}' },
  knobReset: { en: 'Back to default', zh: '恢复默认' },
} as const satisfies Messages;
