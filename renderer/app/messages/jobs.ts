import type { Messages } from './message.ts';

export const jobs = {
  title: { en: 'Jobs', zh: '任务' },
  says: {
    en: 'Every training, evaluation, attention map, export and scoring of texts. Jobs go on when this window is closed.',
    zh: '所有训练、评估、注意力图、导出与文本打分。关闭窗口后任务仍会继续。',
  },
  train: { en: 'Training', zh: '训练' },
  evaluate: { en: 'Evaluation', zh: '评估' },
  attention: { en: 'Attention', zh: '注意力' },
  export: { en: 'Export', zh: '导出' },
  perplexity: { en: 'Perplexity', zh: '困惑度' },
  names: { en: 'Names of people', zh: '人名' },
  preparingTexts: { en: 'Preparing the texts', zh: '正在准备文本' },
  stoppedTexts: { en: 'It was stopped, and goes on where it was.', zh: '任务已中止，可从中止处继续。' },
  inQueue: { en: 'The job is in the queue.', zh: '任务正在排队。' },
  toJob: { en: 'To the job', zh: '前往任务' },

  textSkipped: {
    en: '… {size} of text are not shown here; terminal.log in the folder of the job has all of it …',
    zh: '… 此处未显示 {size} 文本；任务文件夹中的 terminal.log 保存了全部内容 …',
  },

  pause: { en: 'Pause', zh: '暂停' },
  resume: { en: 'Resume', zh: '继续' },
  cancel: { en: 'Cancel job', zh: '取消任务' },
  moveFirst: { en: 'Move first', zh: '移至最前' },
  actionOn: { en: '{action}: {title}', zh: '{action}：{title}' },
  cancelSays: {
    en: 'Ends the process. What it made so far is not used.',
    zh: '结束该进程。已产生的部分结果不会被使用。',
  },
  cancelSaysTrain: {
    en: 'Ends the process. Checkpoints that were written stay in the run.',
    zh: '结束该进程。已写入的检查点保留在训练中。',
  },
  cancelConfirm: { en: 'Cancel the job', zh: '取消该任务' },

  job: { en: 'Job', zh: '任务' },
  kind: { en: 'Kind', zh: '类型' },
  state: { en: 'State', zh: '状态' },
  progress: { en: 'Progress', zh: '进度' },
  device: { en: 'Device', zh: '设备' },
  memory: { en: 'Memory', zh: '内存' },
  created: { en: 'Created', zh: '创建时间' },
  took: { en: 'Took', zh: '用时' },
  actions: { en: 'Actions', zh: '操作' },
  attempt: { en: 'Attempt', zh: '第几次' },
  waitsFor: { en: 'Waits for {what}', zh: '等待 {what}' },
  progressOf: { en: 'Progress of {title}', zh: '{title} 的进度' },
  terminalOf: { en: 'Terminal of {id}', zh: '{id} 的终端' },
  terminal: { en: 'Terminal', zh: '终端' },
  open: { en: 'Open', zh: '打开' },
  openAll: { en: 'All jobs', zh: '全部任务' },

  emptyTitle: { en: 'No jobs yet', zh: '暂无任务' },
  emptySays: {
    en: 'A job is one process: a training, an evaluation, an attention map or an export. It appears here as soon as it is started.',
    zh: '一个任务就是一个进程：训练、评估、注意力图或导出。启动后即显示在此处。',
  },
  emptyAction: { en: 'Go to runs', zh: '前往训练' },
  counts: { en: '{running} running, {queued} queued', zh: '{running} 个运行中，{queued} 个排队' },
} as const satisfies Messages;
