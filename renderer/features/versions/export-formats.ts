import type { RowFormatId } from '../../../native-bridge/contract/index.ts';

/** Names that are the same in every language. */
export const FORMAT_NAMES: Record<RowFormatId, string> = {
  jsonl: 'JSONL',
  csv: 'CSV',
  parquet: 'Parquet',
  alpaca: 'Alpaca (JSONL)',
  sharegpt: 'ShareGPT (JSONL)',
  openai: 'OpenAI messages (JSONL)',
};

export const FORMAT_SAYS = {
  jsonl: 'formatJsonl',
  csv: 'formatCsv',
  parquet: 'formatParquet',
  alpaca: 'formatAlpaca',
  sharegpt: 'formatSharegpt',
  openai: 'formatOpenai',
} as const satisfies Record<RowFormatId, string>;

/** Whether a format asks a question of each text. */
export function isChat(format: RowFormatId): boolean {
  return format === 'alpaca' || format === 'sharegpt' || format === 'openai';
}
