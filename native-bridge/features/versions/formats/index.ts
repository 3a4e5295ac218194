import { alpaca } from './alpaca.ts';
import { csv } from './csv.ts';
import type { RowFormat } from './format.ts';
import { jsonl } from './jsonl.ts';
import { openai } from './openai.ts';
import { parquet } from './parquet.ts';
import { sharegpt } from './sharegpt.ts';

export const ROW_FORMATS: readonly RowFormat[] = [jsonl, csv, parquet, alpaca, sharegpt, openai];
