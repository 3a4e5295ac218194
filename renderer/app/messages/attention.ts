import type { Messages } from './message.ts';

export const attention = {
  title: { en: 'Attention', zh: '注意力' },
  says: {
    en: 'What each head of the model read when it answered one text.',
    zh: '模型回答一段文本时，每个注意力头读取了什么。',
  },
  emptyTitle: { en: 'Look inside an answer', zh: '查看一个回答的内部' },
  emptySays: {
    en: 'For one text, every layer and head as a map: which token read which. Finish a run first; then open a wrong answer of its evaluation, or write a text here.',
    zh: '对一段文本，逐层逐头绘制词元之间的读取关系。请先完成一次训练，再打开其评估中的错误答案，或在此输入文本。',
  },
  toRuns: { en: 'Go to the runs', zh: '前往训练' },
  ownText: { en: 'A text of your own', zh: '自选文本' },
  ownTextSays: { en: 'Rows of an evaluation have their own button.', zh: '评估中的数据行有各自的按钮。' },
  maps: { en: 'Maps', zh: '注意力图' },
  noMaps: {
    en: 'No map yet. Write a text above, or choose “Attention” beside a wrong answer.',
    zh: '暂无。请在上方输入文本，或在错误答案旁选择“注意力”。',
  },
  noRuns: { en: 'No run has a checkpoint yet.', zh: '尚无带检查点的训练。' },
  state: { en: 'State', zh: '状态' },
  run: { en: 'Run', zh: '训练' },
  model: { en: 'Model', zh: '模型' },
  text: { en: 'Text', zh: '文本' },
  textSays: {
    en: 'It is cut to the length of the run’s task and put into its instruction.',
    zh: '会截断至该训练任务的长度，并放入其指令中。',
  },
  answer: { en: 'Answer', zh: '回答' },
  made: { en: 'Made', zh: '创建于' },
  start: { en: 'Make the map', zh: '生成注意力图' },
  ofRow: { en: 'Row {row}', zh: '第 {row} 行' },
  ofText: { en: 'A text of your own', zh: '自选文本' },
  openRow: { en: 'Open in data', zh: '在数据中打开' },
  shape: {
    en: '{layers} layers, {heads} heads, {tokens} tokens',
    zh: '{layers} 层，{heads} 头，{tokens} 个词元',
  },
  terminal: { en: 'Terminal', zh: '终端' },
  answered: { en: 'Answered {label}', zh: '回答 {label}' },
  notAnExplanation: {
    en: 'A map shows where a head read from, not why the model answered as it did: much passes by other ways, and other readings can lead to the same answer. Take it as a place to look, and test what you see by changing the text.',
    zh: '注意力图显示某个头从何处读取，而非模型为何如此作答：许多信息经由其他途径传递，不同的读取也可能得到相同的答案。请将其视为线索，并通过修改文本来验证。',
  },
  overview: { en: 'Layers × heads', zh: '层 × 头' },
  order: { en: 'Order of the heads', zh: '头的顺序' },
  byPlace: { en: 'Place', zh: '位置' },
  byEntropy: { en: 'Sharpest', zh: '最集中' },
  byFirst: { en: 'Least first', zh: '首词元最少' },
  headSays: {
    en: 'Layer {layer}, head {head}: entropy {entropy} nats, {share} read from the first token',
    zh: '第 {layer} 层第 {head} 头：熵 {entropy} 奈特，{share} 读自首个词元',
  },
  headTitle: { en: 'Layer {layer}, head {head}', zh: '第 {layer} 层，第 {head} 头' },
  headFacts: {
    en: 'entropy {entropy} nats · {share} from the first token',
    zh: '熵 {entropy} 奈特 · {share} 读自首个词元',
  },
  mapLabel: {
    en: 'Map of layer {layer}, head {head}. Arrow keys change the head, plus and minus zoom, zero shows it whole, Shift and arrows move it.',
    zh: '第 {layer} 层第 {head} 头的注意力图。方向键切换头，加减号缩放，0 显示全图，Shift 加方向键移动。',
  },
  skipFirst: { en: 'Without the first token', zh: '不含首个词元' },
  weight: { en: 'Weight', zh: '权重' },
  reads: { en: '←', zh: '←' },
  places: { en: 'query {query}, key {key}', zh: '查询 {query}，键 {key}' },
  keys: {
    en: 'Rows read from columns. Wheel zooms, drag moves, arrow keys change the head.',
    zh: '行从列读取。滚轮缩放，拖动平移，方向键切换头。',
  },
  strongest: { en: 'Strongest', zh: '最强' },

  commandStart: { en: 'Make the attention map', zh: '生成注意力图' },
} as const satisfies Messages;
