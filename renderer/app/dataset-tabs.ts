import type { Message } from './messages/message.ts';

/** What can be looked at and done with one dataset: each a page at `/data/<id>/<path>`, in the order of the loop. */
export const DATASET_TABS = [{ path: '', title: { en: 'Rows', zh: '数据行' } }] as const satisfies readonly {
  readonly path: string;
  readonly title: Message;
}[];

export type DatasetTab = (typeof DATASET_TABS)[number]['path'];
