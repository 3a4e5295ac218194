import { useMemo } from 'react';
import { useT } from '../../app/messages/index.ts';
import type { TextMark } from '../../ui/index.ts';
import type { Stored } from './column-types.ts';
import type { JsonProblem } from './edited-cells.ts';

const SHOWN = 5;
const TYPES = { string: 'typeString', number: 'typeNumber', boolean: 'typeBoolean' } as const satisfies Record<
  Stored,
  string
>;

/** What is wrong with a JSON text, in the language of the page: as marks in the text and as sentences below it. */
export function useProblems(text: string, problems: readonly JsonProblem[], example: string) {
  const t = useT('grid');
  return useMemo(() => {
    const marks = problems.map(
      (problem): TextMark => ({ from: problem.from, to: problem.to, message: sentence(problem) }),
    );
    const lines = marks
      .slice(0, SHOWN)
      .map(({ from, message }) => t('jsonAt', { line: lineOf(text, from), says: message }));
    const more = marks.length - lines.length;
    return { marks, sentences: more > 0 ? [...lines, t('jsonMore', { count: more })] : lines };

    function sentence(problem: JsonProblem): string {
      switch (problem.kind) {
        case 'broken':
          return t('jsonBroken');
        case 'notRow':
          return t('jsonNotRow', { example });
        case 'unknown':
          return t('jsonUnknown', { name: problem.name });
        case 'twice':
          return t('jsonTwice', { name: problem.name });
        case 'type':
          return t('jsonType', { name: problem.name, types: problem.types.map(type => t(TYPES[type])).join(' / ') });
        case 'notChat':
          return t('jsonNotChat');
        case 'notTurn':
          return t('jsonNotTurn', { who: problem.who, what: problem.what });
        case 'role':
          return t('jsonRole', { roles: problem.roles.join(', ') });
        case 'notContent':
          return t('jsonNotContent');
      }
    }
  }, [text, problems, example, t]);
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}
