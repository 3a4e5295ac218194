import { type DatasetVersion, LuthierError, type Task } from '../../contract/index.ts';
import { neutralInstruction, TEXT_TOKENS } from '../models/index.ts';

/** A task that fits a version: its labels, and an instruction that names them. */
export function suggestTask(version: DatasetVersion): Task {
  if (version.roles.label === undefined) throw new LuthierError('versions.no_label', { version: version.name });
  const [first, ...others] = version.labels;
  if (first === undefined || others.length === 0) {
    throw new LuthierError('dataset.one_class', { dataset: version.name, label: first ?? 'none' });
  }
  return {
    kind: 'classify',
    instruction: neutralInstruction(version.labels),
    labels: version.labels,
    maxTextTokens: TEXT_TOKENS,
  };
}
