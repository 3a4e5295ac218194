import { useLocation } from 'wouter';
import { dataset, models, training } from '../../../native-bridge/contract/index.ts';
import { type Answer, useAnswer } from '../../rpc/index.ts';

/** Something of the project that has a page, by the name a person gave it. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly kind: 'dataset' | 'run' | 'model';
  readonly go: () => void;
}

const NOTHING = {};

/** What of the project can be gone to by name; asked for once it is looked for. */
export function usePlaces(isAsked: boolean): readonly Place[] {
  const [, go] = useLocation();
  const input = isAsked ? NOTHING : null;
  const datasets = useAnswer(dataset.datasets, input);
  const runs = useAnswer(training.runs, input);
  const known = useAnswer(models.models, input);

  const places = <Value extends { readonly id: string; readonly name: string }>(
    kind: Place['kind'],
    answer: Answer<readonly Value[]>,
    routeOf: (id: string) => string,
  ): Place[] =>
    answer.state === 'ready' ? answer.value.map(({ id, name }) => ({ id, name, kind, go: () => go(routeOf(id)) })) : [];
  return [
    ...places('dataset', datasets, id => `/data/${id}`),
    ...places('run', runs, id => `/runs/${id}`),
    ...places('model', known, () => '/models'),
  ];
}
