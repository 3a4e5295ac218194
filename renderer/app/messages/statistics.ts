import type { Messages } from './message.ts';

export const statistics = {
  counting: { en: 'Counting all rows', zh: '正在统计所有行' },
  countingSays: {
    en: 'Every row is read once. What is found is kept until the rows change, so the next visit is instant.',
    zh: '每一行读取一次。结果会保留到数据行变化为止，因此下次打开立即可见。',
  },
  stopped: { en: 'Nothing counted yet', zh: '尚未统计' },
  stoppedSays: {
    en: 'Statistics show how a dataset is made up: labels, lengths, languages, repeats, gaps and words. Counting reads every row once.',
    zh: '统计展示数据集的构成：标签、长度、语言、重复、缺失与词语。统计会读取每一行一次。',
  },
  count: { en: 'Count', zh: '开始统计' },
  noRows: { en: 'This dataset has no rows', zh: '此数据集没有数据行' },
  noRowsSays: {
    en: 'Undo a change or import a file to have something to count.',
    zh: '撤销更改或导入文件后即可统计。',
  },
  toRows: { en: 'To the rows', zh: '前往数据行' },

  overview: { en: 'At a glance', zh: '概览' },
  countedIn: { en: 'Counted {ago} in {time}', zh: '{ago}统计，耗时 {time}' },
  colourBy: { en: 'Divide bars by', zh: '条形划分方式' },
  byNothing: { en: 'Nothing', zh: '不划分' },
  bySplit: { en: 'Split', zh: '划分' },
  byLabel: { en: 'Label', zh: '标签' },
  openHint: {
    en: 'Click a bar, or choose one with the arrow keys and press Enter, to see its rows.',
    zh: '点击条形，或用方向键选择后按 Enter，即可查看对应的数据行。',
  },

  rows: { en: 'Rows', zh: '行数' },
  split: { en: 'Split', zh: '划分' },
  train: { en: 'Train', zh: '训练集' },
  validation: { en: 'Validation', zh: '验证集' },
  test: { en: 'Test', zh: '测试集' },
  noSplit: { en: 'No split', zh: '未划分' },
  splits: { en: 'Rows by split', zh: '各划分的行数' },

  label: { en: 'Label', zh: '标签' },
  labels: { en: 'Label balance', zh: '标签分布' },
  labelCount: { en: 'Labels', zh: '标签数' },
  noLabel: { en: 'No label', zh: '无标签' },
  otherLabels: { en: 'Other labels', zh: '其他标签' },
  moreLabels: {
    en: { one: 'and {count} more label with {rows} rows', other: 'and {count} more labels with {rows} rows' },
    zh: '另有 {count} 个标签，共 {rows} 行',
  },
  labelsEmpty: {
    en: 'No column is the label. Import the file again and name one, to see how its values are shared out.',
    zh: '没有标签列。重新导入文件并指定标签列，即可查看其分布。',
  },

  length: { en: 'Length of texts', zh: '文本长度' },
  unit: { en: 'Unit of length', zh: '长度单位' },
  characters: { en: 'Characters', zh: '字符' },
  words: { en: 'Words', zh: '词' },
  lengthFacts: {
    en: 'median {median}, mean {mean}, 95 % up to {p95}, longest {max}',
    zh: '中位数 {median}，平均 {mean}，95% 不超过 {p95}，最长 {max}',
  },
  lengthSays: {
    en: 'Not in tokens: those differ from model to model. A Chinese character counts as one word.',
    zh: '不以 token 计：不同模型的 token 各不相同。每个汉字计为一个词。',
  },
  medianLength: { en: 'Median length', zh: '长度中位数' },
  charactersUnit: { en: 'characters', zh: '字符' },

  languages: { en: 'Languages', zh: '语言' },
  language: { en: 'Language', zh: '语言' },
  languagesSays: {
    en: 'A bar opens the first {count} rows of it.',
    zh: '条形会打开其前 {count} 行。',
  },
  unknownLanguage: { en: 'Too short to tell', zh: '过短，无法判断' },
  languagesEmpty: { en: 'No row has a text.', zh: '没有任何行含有文本。' },

  time: { en: 'Over time', zh: '时间分布' },
  timeBy: { en: '{column}, by {unit}', zh: '{column}，按{unit}' },
  unreadTimes: {
    en: { one: '{count} row without a readable time', other: '{count} rows without a readable time' },
    zh: '{count} 行的时间无法读取',
  },
  day: { en: 'day', zh: '日' },
  week: { en: 'week', zh: '周' },
  month: { en: 'month', zh: '月' },
  quarter: { en: 'quarter', zh: '季度' },
  year: { en: 'year', zh: '年' },
  timeEmpty: {
    en: 'No column is the time. With one, you see here whether labels or splits drift over the years.',
    zh: '没有时间列。指定后，可在此查看标签或划分是否随时间漂移。',
  },
  timeUnread: {
    en: 'No cell of {column} can be read as a date.',
    zh: '{column} 列中没有可识别为日期的单元格。',
  },

  missing: { en: 'Missing values', zh: '缺失值' },
  missingRows: { en: 'Rows without a value', zh: '缺失的行数' },
  missingEmpty: { en: 'Every row has a value in every column.', zh: '每一行的每一列都有值。' },
  column: { en: 'Column', zh: '列' },

  repeats: { en: 'Equal texts', zh: '相同文本' },
  repeatsFacts: {
    en: { one: '{count} row repeats an earlier one', other: '{count} rows repeat an earlier one' },
    zh: '{count} 行与之前的行重复',
  },
  repeatsSays: {
    en: 'Equal after Unicode forms, letter case and white space are brought into line.',
    zh: '统一 Unicode 形式、大小写与空白后相同。',
  },
  repeatsEmpty: { en: 'No text stands in two rows.', zh: '没有文本出现在两行中。' },
  repeatRows: { en: 'Repeated rows', zh: '重复的行' },
  text: { en: 'Text', zh: '文本' },

  grams: { en: 'Frequent words', zh: '高频词' },
  gramSize: { en: 'How many words together', zh: '相邻词数' },
  oneWord: { en: '1 word', zh: '1 个词' },
  twoWords: { en: '2 words', zh: '2 个词' },
  threeWords: { en: '3 words', zh: '3 个词' },
  commonWords: { en: 'Common words too', zh: '包括常用词' },
  times: { en: 'Times', zh: '次数' },
  gramsError: {
    en: 'Counts may be too low by up to {error}: rare words were forgotten on the way to save memory.',
    zh: '次数可能偏低，最多 {error}：为节省内存，统计中忽略了罕见词。',
  },
  gramsEmpty: { en: 'No text has that many words in a row.', zh: '没有文本含有这么多相邻的词。' },

  columns: { en: 'Columns', zh: '列' },
  kind: { en: 'Kind', zh: '类型' },
  kindText: { en: 'text', zh: '文本' },
  kindNumber: { en: 'number', zh: '数值' },
  kindBoolean: { en: 'yes or no', zh: '是/否' },
  kindMixed: { en: 'mixed', zh: '混合' },
  kindNothing: { en: 'empty', zh: '空' },
  distinct: { en: 'Different values', zh: '不同值' },
  about: { en: 'about {number}', zh: '约 {number}' },
  rangeOf: { en: '{min} to {max}, mean {mean}', zh: '{min} 至 {max}，平均 {mean}' },
  top: { en: 'Most frequent values', zh: '最常见的值' },
  allDifferent: { en: 'none stands out', zh: '无突出值' },
} as const satisfies Messages;
