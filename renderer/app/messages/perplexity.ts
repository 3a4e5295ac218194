import type { Messages } from './message.ts';

export const perplexity = {
  title: { en: 'Perplexity', zh: '困惑度' },
  says: {
    en: 'How unexpected a text is to a model: e to the mean negative log-likelihood of its tokens. High: nonsense, broken encodings, other languages, long numbers. Very low: repetition, boilerplate.',
    zh: '文本对模型而言有多出乎意料：其 token 平均负对数似然的 e 指数。偏高：乱码、编码错误、其他语言、长串数字。过低：重复、套话。',
  },
  model: { en: 'Model that scores the texts', zh: '打分的模型' },
  noModel: {
    en: 'No model in this project yet. Add one, and it can score the texts.',
    zh: '项目中尚无模型。添加模型后即可为文本打分。',
  },
  toModels: { en: 'To the models', zh: '前往模型' },
  scored: { en: '{scored} of {rows} rows are scored by {model}.', zh: '{model} 已为 {rows} 行中的 {scored} 行打分。' },
  allScored: { en: 'All rows are scored by {model}.', zh: '{model} 已为所有行打分。' },
  scoreRows: { en: { one: 'Score {count} row', other: 'Score {count} rows' }, zh: '为 {count} 行打分' },
  goOn: { en: 'Go on scoring', zh: '继续打分' },
  tokens: { en: '{count} tokens', zh: '{count} 个 token' },
  maxTokens: { en: 'Tokens of a text that are read', zh: '每段文本读取的 token 数' },
  maxTokensSays: {
    en: 'What comes after them does not count. Fewer take less time.',
    zh: '之后的内容不计入。数量越少，耗时越短。',
  },
  useScores: { en: 'Show these scores', zh: '显示这些分数' },
  axis: { en: 'Perplexity (logarithmic)', zh: '困惑度（对数）' },
  rows: { en: 'Rows', zh: '行数' },
  facts: { en: 'median {median}', zh: '中位数 {median}' },
  tooShort: {
    en: { one: '{count} row is too short to have one.', other: '{count} rows are too short to have one.' },
    zh: '{count} 行过短，没有困惑度。',
  },
  cut: { en: 'The first {count} tokens of each text are read.', zh: '每段文本读取前 {count} 个 token。' },
  unlikely: { en: 'Least likely', zh: '最不可能' },
  likely: { en: 'Most likely', zh: '最可能' },
  ends: { en: 'Which end is shown', zh: '显示哪一端' },
  row: { en: 'Row', zh: '行' },
  text: { en: 'Text', zh: '文本' },
  inOrder: { en: 'All rows in this order', zh: '按此顺序查看所有行' },
  toCleaning: { en: 'Drop outliers in cleaning', zh: '在清洗中删除异常值' },
} as const satisfies Messages;
