import { z } from 'zod';
import { robust } from '../../perplexity/index.ts';
import { choice, decimal, model } from '../options.ts';
import { stepKind } from '../step.ts';

/** Makes a median absolute deviation of normal numbers their standard deviation. */
const AS_SIGMA = 1.4826;

export const perplexity = stepKind({
  id: 'perplexity',
  title: { en: 'Outliers by perplexity', zh: '困惑度异常值' },
  says: {
    en: 'Drops texts that a model finds far less (or far more) likely than the rest: nonsense, broken encodings, other languages, endless repetition. The scores are of the texts as they stand in the dataset; steps before this one do not change them.',
    zh: '删除模型认为远比其他文本更不可能（或更可能）的数据行：乱码、编码错误、其他语言、无尽重复。分数针对数据集中现有的文本，前面的步骤不会改变分数。',
  },
  warning: {
    en: 'A model finds unlikely what it has seen little of, such as Chinese for a small English one: look at the examples.',
    zh: '模型会认为自己很少见过的内容不可能，例如小型英文模型面对中文：请查看示例。',
  },
  options: z.object({
    model: model({
      title: { en: 'Model', zh: '模型' },
      says: { en: 'A model of the project that has scored the rows.', zh: '项目中已为数据行打分的模型。' },
    }),
    rule: choice({
      title: { en: 'Far is', zh: '判断方式' },
      says: { en: 'How far from the rest a text may be.', zh: '文本与其他文本可相差多远。' },
      choices: {
        spread: { en: 'So many deviations from the median', zh: '偏离中位数若干倍' },
        percent: { en: 'The outermost percent', zh: '最外侧的百分比' },
      },
      default: 'spread',
    }),
    factor: decimal({
      title: { en: 'Deviations', zh: '偏差倍数' },
      says: {
        en: 'Of the logarithm of the perplexity, from the median, in robust standard deviations (1.4826 times the median absolute deviation). 3.5 is the usual limit (Iglewicz and Hoaglin).',
        zh: '困惑度对数与中位数的距离，以稳健标准差（中位数绝对偏差的 1.4826 倍）为单位；常用界限为 3.5（Iglewicz 与 Hoaglin）。',
      },
      low: 0.5,
      high: 50,
      default: 3.5,
      onlyWith: { option: 'rule', value: 'spread' },
    }),
    percent: decimal({
      title: { en: 'Percent', zh: '百分比' },
      says: {
        en: 'Of the scored rows, on each side that is chosen.',
        zh: '占已打分数据行的比例，按所选的每一侧计算。',
      },
      low: 0.01,
      high: 49,
      default: 1,
      onlyWith: { option: 'rule', value: 'percent' },
    }),
    side: choice({
      title: { en: 'Drop', zh: '删除' },
      says: { en: 'On which side.', zh: '删除哪一侧。' },
      choices: {
        unlikely: { en: 'What is too unlikely', zh: '过于不可能的文本' },
        likely: { en: 'What is too likely', zh: '过于可能的文本' },
        both: { en: 'Both', zh: '两侧' },
      },
      default: 'unlikely',
    }),
  }),
  start: ({ model, rule, factor, percent, side }, { scoresBy }) => {
    const scoreOf = scoresBy(model);
    const logs: number[] = [];
    let unjudged = 0;
    let fences = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
    return {
      learn: ({ row }) => {
        const score = scoreOf(row);
        if (score === undefined) unjudged += 1;
        else if (score !== null) logs.push(Math.log(score));
      },
      decide: () => {
        const sorted = Float64Array.from(logs).sort();
        logs.length = 0;
        if (sorted.length > 0) fences = rule === 'spread' ? deviations(sorted, factor) : outermost(sorted, percent);
      },
      drops: ({ row }) => {
        const score = scoreOf(row);
        if (score === undefined || score === null) return false;
        const log = Math.log(score);
        return (side !== 'likely' && log > fences.high) || (side !== 'unlikely' && log < fences.low);
      },
      measureOf: row => scoreOf(row) ?? null,
      unjudged: () => unjudged,
    };
  },
});

function deviations(sorted: Float64Array, factor: number): { low: number; high: number } {
  const { median, spread } = robust(sorted);
  // More than half of the texts have one score: the mean deviation says how far the others are.
  const sigma =
    AS_SIGMA * spread || (1.2533 * sorted.reduce((sum, log) => sum + Math.abs(log - median), 0)) / sorted.length;
  return { low: median - factor * sigma, high: median + factor * sigma };
}

function outermost(sorted: Float64Array, percent: number): { low: number; high: number } {
  const out = Math.floor((sorted.length * percent) / 100);
  return { low: sorted[out] as number, high: sorted[sorted.length - 1 - out] as number };
}
