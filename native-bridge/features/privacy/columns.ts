import { type Dataset, LuthierError } from '../../contract/index.ts';

/** The columns that are read: those that were named, else those that a model reads. */
export function columnsOf(dataset: Dataset, wanted: readonly string[] | undefined): readonly string[] {
  if (wanted === undefined || wanted.length === 0) return textColumns(dataset);
  const missing = wanted.find(column => !dataset.columns.includes(column));
  if (missing !== undefined) {
    const columns = dataset.columns.join(', ');
    throw new LuthierError('privacy.column_unknown', { column: missing, dataset: dataset.name, columns });
  }
  return [...new Set(wanted)];
}

function textColumns({ roles }: Dataset): readonly string[] {
  const { text, prompt, context, completion, messages } = roles;
  return [...new Set([text, prompt, context, completion, messages])].filter(column => column !== undefined);
}
