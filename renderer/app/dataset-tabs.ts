import type { Message } from './messages/message.ts';

/** What can be looked at and done with one dataset: each a page at `/data/<id>/<path>`, in the order of the loop. */
export const DATASET_TABS = [
  { path: '', title: { en: 'Rows', zh: '数据行' } },
  { path: 'statistics', title: { en: 'Statistics', zh: '统计' } },
  { path: 'cleaning', title: { en: 'Cleaning', zh: '清洗' } },
  { path: 'duplicates', title: { en: 'Duplicates', zh: '近似重复' } },
  { path: 'privacy', title: { en: 'Privacy', zh: '隐私' } },
  { path: 'sources', title: { en: 'Sources', zh: '来源' } },
  { path: 'splits', title: { en: 'Splits', zh: '划分' } },
  { path: 'versions', title: { en: 'Versions', zh: '版本' } },
] as const satisfies readonly {
  readonly path: string;
  readonly title: Message;
}[];

export type DatasetTab = (typeof DATASET_TABS)[number]['path'];
