import { z } from 'zod';
import { type Dataset, type KeepRule, LuthierError, type Said } from '../../../contract/index.ts';
import { alikeTo, KEEP_RULES, NearDuplicates, NearRows, type Rule, similarityTo } from '../../duplicates/index.ts';
import { choice, decimal, flag } from '../options.ts';
import { type Seen, type StepTools, stepKind } from '../step.ts';

/** Half of what a search alone keeps: the other steps of a pipeline need room too. */
const KEPT_SHINGLES = 16_000_000;

/** As the page of duplicates calls them. */
const KEEPS: Readonly<Record<KeepRule, Said>> = {
  first: { en: 'The first row', zh: '第一行' },
  longest: { en: 'The longest text', zh: '文本最长的' },
  newest: { en: 'The newest row', zh: '时间最新的' },
  labelled: { en: 'A row with a label', zh: '有标签的' },
};

export const nearDuplicates = stepKind({
  id: 'near-duplicates',
  title: { en: 'Drop near duplicates', zh: '删除近似重复行' },
  says: {
    en: 'Of texts that are nearly the same one stays (MinHash over runs of characters; right for Chinese). Labels do not count; of instructions and chats input and answer must both be alike. To choose by eye, group by group, use the page Duplicates.',
    zh: '近似相同的文本只保留一条（基于字符片段的 MinHash，适用于中文）；不考虑标签；指令和对话须输入与回答都近似。如需逐组查看并选择，请使用“近似重复”页面。',
  },
  options: z.object({
    threshold: decimal({
      title: { en: 'Similarity', zh: '相似度' },
      says: {
        en: 'The share of runs of characters that two texts have in common, from which on one of them goes: 0.8 is nearly the same, 1 only differs in case, width and spaces.',
        zh: '两段文本共有字符片段的比例达到此值即视为重复：0.8 为近似相同，1 为仅大小写、全半角和空格不同。',
      },
      low: 0.5,
      high: 1,
      default: 0.8,
    }),
    keep: choice({
      title: { en: 'Keep', zh: '保留' },
      says: {
        en: 'Which one of a group stays; where several fit, the first of them. The newest is told by the time column.',
        zh: '每组中保留哪一条；多行符合时取其中第一行。“时间最新的”按时间列判断。',
      },
      choices: KEEPS,
      default: 'first',
    }),
    chained: flag({
      title: { en: 'Also chained rows', zh: '一并删除间接相似行' },
      says: {
        en: 'Rows too that are less alike to the one that stays, and like it only through another row.',
        zh: '与保留行的相似度低于下限、仅通过其他行与之关联的行也一并删除。',
      },
      default: false,
    }),
  }),
  judgesRows: true,
  start: ({ threshold, keep, chained }, tools) => {
    const rule = ruleOf(keep, tools.dataset);
    const textAt = (row: number) => tools.seenAt(row).text;
    let search: Search | null = searchFor(threshold, tools);
    let ranks = new Float64Array(1024);
    let kept = new Int32Array();
    return {
      learn: seen => {
        const { row, text, label, time } = seen;
        search?.add(seen);
        if (row >= ranks.length) ranks = grown(ranks, row);
        ranks[row] = rule.rank({ text, label, time });
      },
      decide: still => {
        kept = new Int32Array(ranks.length);
        for (const group of search?.groups(still) ?? []) {
          // Rows of a group ascend: of equal rank the first stays.
          const stays = group.reduce((best, row) => (rankOf(ranks, row) > rankOf(ranks, best) ? row : best));
          // Two texts that make a group are alike themselves; of rows with answers each part is, and not always the whole.
          const isPair = group.length === 2 && !tools.hasAnswers;
          const goes = chained || isPair ? () => true : alikeTo(textAt(stays), threshold);
          for (const row of group) {
            still();
            if (row !== stays && goes(textAt(row))) kept[row] = stays;
          }
        }
        // What it knows of a million texts is some hundred MiB, and no longer needed.
        search = null;
      },
      drops: ({ row }) => kept[row] || false,
      measureOf: row => similarityTo(textAt(kept[row] ?? row))(textAt(row)),
    };
  },
});

interface Search {
  add(seen: Seen): void;
  groups(still: () => void): number[][];
}

function searchFor(threshold: number, { hasAnswers, seenAt }: StepTools): Search {
  const options = { threshold, keptShingles: KEPT_SHINGLES };
  if (hasAnswers) {
    const rows = new NearRows({ ...options, learnedAt: row => seenAt(row).learned });
    return { add: ({ row, learned }) => rows.add(row, learned), groups: still => rows.groups(still) };
  }
  const texts = new NearDuplicates({ ...options, textOf: row => seenAt(row).text });
  return { add: ({ row, text }) => texts.add(row, text), groups: still => texts.groups(still) };
}

/** Throws where the dataset lacks the column that the rule goes by. */
function ruleOf(keep: KeepRule, { name, roles }: Dataset): Rule {
  const rule = KEEP_RULES.find(({ id }) => id === keep) as Rule;
  if (rule.needs === 'time' && roles.time === undefined)
    throw new LuthierError('duplicates.no_time', { dataset: name });
  if (rule.needs === 'label' && roles.label === undefined)
    throw new LuthierError('dataset.no_label', { dataset: name });
  return rule;
}

function rankOf(ranks: Float64Array, row: number): number {
  return ranks[row] as number;
}

function grown(ranks: Float64Array, row: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(Math.max(row + 1, 2 * ranks.length));
  larger.set(ranks);
  return larger;
}
