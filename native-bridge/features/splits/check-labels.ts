import { type Dataset, LuthierError } from '../../contract/index.ts';

/** Throws `dataset.no_label` or `dataset.one_class` when no classifier can be trained on the rows. */
export function checkLabels(dataset: Dataset): void {
  const [first] = dataset.labels;
  if (first === undefined) throw new LuthierError('dataset.no_label', { dataset: dataset.name });
  if (dataset.labels.length === 1) {
    throw new LuthierError('dataset.one_class', { dataset: dataset.name, label: first.label });
  }
}
