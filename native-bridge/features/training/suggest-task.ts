import { type DatasetVersion, LuthierError, type Task } from '../../contract/index.ts';

const TEXT_TOKENS = 64;

/** A task that fits a version: its labels, and an instruction that names them. */
export function suggestTask(version: DatasetVersion): Task {
  if (version.roles.label === undefined) throw new LuthierError('dataset.no_label', { dataset: version.name });
  const [first, ...others] = version.labels;
  if (first === undefined || others.length === 0) {
    throw new LuthierError('dataset.one_class', { dataset: version.name, label: first ?? 'none' });
  }
  return {
    kind: 'classify',
    instruction: `Answer with one word: ${others.length === 1 ? `${first} or ${others[0]}` : version.labels.join(', ')}.\n\n{text}`,
    labels: version.labels,
    maxTextTokens: TEXT_TOKENS,
  };
}
