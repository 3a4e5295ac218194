import { useMemo } from 'react';
import { ROLES, type Role } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import type { GridWords } from './grid-columns.ts';
import { PART_WORDS } from './part-words.ts';

/** The words of the grid in the language of the page. */
export function useGridWords(): GridWords {
  const t = useT('dataset');
  const say = useT('grid');
  const format = useFormat();
  return useMemo(
    () => ({
      row: t('rowNumber'),
      split: t('split'),
      loading: say('wordLoading'),
      loadingFailed: say('wordLoadingFailed'),
      noRows: say('wordNoRows'),
      splits: { train: t('train'), validation: t('validation'), test: t('test') },
      roles: Object.fromEntries(ROLES.map(role => [role, t(PART_WORDS[role][0])])) as Record<Role, string>,
      changeRole: say('wordChangeRole'),
      number: format.number,
      edit: column => say('wordEdit', { column }),
    }),
    [t, say, format],
  );
}
