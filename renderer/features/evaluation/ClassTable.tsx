import { Fragment } from 'react';
import type { EvaluationReport } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import styles from './ClassTable.module.css';
import { useSubjectName } from './use-subjects.ts';

const NUMBERS = ['precision', 'recall', 'f1'] as const;

/** Precision, recall and F1 of each class, the subjects beside each other. */
export function ClassTable({ report: { labels, subjects } }: { readonly report: EvaluationReport }) {
  const t = useT('evaluation');
  const format = useFormat();
  const nameOf = useSubjectName();

  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={t('classes')}>
        <thead>
          <tr>
            <th rowSpan={2} scope="col">
              {t('label')}
            </th>
            <th rowSpan={2} scope="col">
              {t('rows')}
            </th>
            {subjects.map(({ name }) => (
              <th key={name} colSpan={3} scope="colgroup" className={styles.group}>
                {nameOf(name)}
              </th>
            ))}
          </tr>
          <tr>
            {subjects.map(({ name }) => (
              <Fragment key={name}>
                {NUMBERS.map((number, at) => (
                  <th key={number} scope="col" className={at === 0 ? styles.first : undefined}>
                    {t(number)}
                  </th>
                ))}
              </Fragment>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map(label => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{format.number(subjects[0]?.classes.find(one => one.label === label)?.rows ?? 0)}</td>
              {subjects.map(({ name, classes }) => {
                const scores = classes.find(one => one.label === label);
                return (
                  <Fragment key={name}>
                    {NUMBERS.map((number, at) => (
                      <td key={number} className={at === 0 ? styles.first : undefined}>
                        {scores ? format.number(scores[number], 3) : '–'}
                      </td>
                    ))}
                  </Fragment>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
