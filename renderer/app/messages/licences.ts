import type { Messages } from './message.ts';

export const licences = {
  title: { en: 'Sources', zh: '来源' },
  says: {
    en: 'Where the rows came from, and what may be done with them.',
    zh: '各行数据来自何处，以及可以用来做什么。',
  },
  notAdvice: {
    en: 'This ledger keeps what cards and people say. It reads no contract, and it is no legal advice.',
    zh: '本台账记录数据卡与使用者的说法。它不解读合同，也不构成法律意见。',
  },
  emptyTitle: { en: 'No source is known', zh: '没有已知来源' },
  emptySays: {
    en: 'Every imported file is listed here with its licence. Import a file, and its line appears.',
    zh: '每个导入的文件及其许可证都列在这里。导入文件后即会出现。',
  },
  toData: { en: 'To the datasets', zh: '前往数据集' },

  source: { en: 'Source', zh: '来源' },
  origin: { en: 'Origin', zh: '出处' },
  originHint: { en: 'An address or words', zh: '网址或文字说明' },
  noOrigin: { en: 'Not said', zh: '未说明' },
  licence: { en: 'Licence', zh: '许可证' },
  licenceHint: { en: 'SPDX id, or unknown', zh: 'SPDX 编号，或 unknown' },
  allowedUses: { en: 'Allowed uses', zh: '允许的用途' },
  nobody: { en: 'Nobody has said', zh: '尚无人录入' },
  fromCard: { en: 'From the card {name}', zh: '来自数据卡 {name}' },
  retrieved: { en: 'Taken from there on {day}', zh: '获取于 {day}' },
  retrievedOn: { en: 'Taken from there on', zh: '获取日期' },
  alsoIn: {
    en: { one: 'Also in {count} other dataset', other: 'Also in {count} other datasets' },
    zh: '也用于另外 {count} 个数据集',
  },
  sha256: { en: 'sha256 of the original: {hash}', zh: '原始文件的 sha256：{hash}' },
  restsOn: { en: 'Filled in from the text of the licence: {address}', zh: '依据许可证文本填写：{address}' },
  notInTable: {
    en: 'The uses of {licence} are not known here; say them yourself.',
    zh: '此处不了解 {licence} 允许的用途，请自行填写。',
  },
  edit: { en: 'Edit', zh: '编辑' },
  editSource: { en: 'Edit {name}', zh: '编辑 {name}' },
  readCard: { en: 'Read a dataset card', zh: '读取数据卡' },
  readCardSays: {
    en: 'Choose its README.md or drop it here: licence and origin are taken from it.',
    zh: '选择其 README.md，或拖到此处：将从中读取许可证与出处。',
  },
  chooseCard: { en: 'Choose a dataset card', zh: '选择数据卡' },
  save: { en: 'Save', zh: '保存' },
  cancel: { en: 'Cancel', zh: '取消' },

  training: { en: 'Training', zh: '训练' },
  shareData: { en: 'Sharing the data', zh: '共享数据' },
  shareModel: { en: 'Sharing the model', zh: '共享模型' },
  commercial: { en: 'Commercial use', zh: '商业用途' },
  yes: { en: 'Yes', zh: '是' },
  no: { en: 'No', zh: '否' },
  unknown: { en: 'Unknown', zh: '未知' },
  useIs: { en: '{use}: {answer}', zh: '{use}：{answer}' },

  answers: { en: 'Answers', zh: '答复记录' },
  answersSays: { en: 'What people said when a licence did not', zh: '许可证未说明时使用者的答复' },
  noAnswers: {
    en: 'Nobody had to answer yet. Training on a source that is unknown or forbids it, sharing the model or the data, asks first, and keeps the answer here.',
    zh: '尚无需答复。若来源未知或禁止某用途，在训练、共享模型或共享数据之前会先询问，并将答复保存在这里。',
  },
  when: { en: 'When', zh: '时间' },
  who: { en: 'Who', zh: '答复者' },
  use: { en: 'Use', zh: '用途' },
  words: { en: 'In which words', zh: '原话' },
  ledgerSaid: { en: 'The ledger said', zh: '当时的台账' },
  stands: { en: 'Stands', zh: '有效' },
  asksAgain: { en: 'Licence has changed', zh: '许可证已变更' },

  questionTitle: { en: 'May these sources be used?', zh: '可以使用这些来源吗？' },
  questionSays: {
    en: {
      one: 'The licence of {count} source does not say that this is allowed: {use}.',
      other: 'The licences of {count} sources do not say that this is allowed: {use}.',
    },
    zh: '有 {count} 个来源的许可证未表明允许该用途：{use}。',
  },
  reason: { en: 'Why it is all right', zh: '为何可以使用' },
  reasonHint: {
    en: 'Your words are kept with your name and the time. Only you can know whether they hold.',
    zh: '您的原话会与姓名和时间一起保存。其是否成立只有您知道。',
  },
  toSources: { en: 'Set the licence instead', zh: '改为设置许可证' },
  recordAndStart: { en: 'Record and start', zh: '记录并开始' },
} as const satisfies Messages;
