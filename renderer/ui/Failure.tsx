import { Button } from '@mantine/core';
import { IconAlertTriangle, IconBug, IconPlugConnectedX } from '@tabler/icons-react';
import type { ErrorPayload } from '../../native-bridge/contract/index.ts';
import type { Trouble } from '../app/messages/index.ts';
import { errorHint, errorSentence, useLanguage, useT } from '../app/messages/index.ts';
import { CopyButton } from './CopyButton.tsx';
import styles from './Failure.module.css';
import { reportOf } from './report.ts';

export interface FailureProps {
  readonly trouble: Trouble;
  /** Asks again. Left out where asking again cannot help. */
  readonly retry?: () => void;
}

interface Said {
  readonly Icon: typeof IconBug;
  readonly says: string;
  readonly hint: string;
  readonly detail?: string;
}

/** What went wrong, why, what to do, where; stays until it is mended. */
export function Failure({ trouble, retry }: FailureProps) {
  const t = useT('ui');
  const language = useLanguage();
  const said = sentences(trouble);

  return (
    <div className={styles.card} role="alert">
      <said.Icon size={18} className={styles.icon} aria-hidden />
      <div className={styles.words}>
        <p className={styles.says}>{said.says}</p>
        <p className={styles.hint}>{said.hint}</p>
        {said.detail && <p className={styles.detail}>{said.detail}</p>}
        {trouble.kind === 'error' && <Place error={trouble.error} />}
        <div className={styles.actions}>
          {retry && (
            <Button variant="default" size="compact-xs" onClick={retry}>
              {t('tryAgain')}
            </Button>
          )}
          <CopyButton text={() => reportOf(trouble)} label={t('copyReport')} />
        </div>
      </div>
    </div>
  );

  function sentences(trouble: Trouble): Said {
    switch (trouble.kind) {
      case 'error':
        return {
          Icon: IconAlertTriangle,
          says: errorSentence(trouble.error, language),
          hint: errorHint(trouble.error, language),
        };
      case 'bug':
        return {
          Icon: IconBug,
          says: t('bugTitle'),
          hint: t('bugHint'),
          detail: t('bugAsked', { asked: trouble.asked, message: trouble.message }),
        };
      case 'offline':
        return { Icon: IconPlugConnectedX, says: t('offlineTitle'), hint: t('offlineHint') };
    }
  }
}

/** An error that came as data, such as why a job failed or a line was not taken. */
export function ErrorCard({ error, retry }: { readonly error: ErrorPayload; readonly retry?: () => void }) {
  return <Failure trouble={{ kind: 'error', error }} {...(retry && { retry })} />;
}

function Place({ error }: { readonly error: ErrorPayload }) {
  const t = useT('ui');
  const { file, row, field } = error.where ?? {};

  return (
    <dl className={styles.place}>
      {file !== undefined && <Fact name={t('whereFile')} value={file} />}
      {row !== undefined && <Fact name={t('whereRow')} value={String(row)} />}
      {field !== undefined && <Fact name={t('whereField')} value={field} />}
      <Fact name={t('code')} value={error.code} />
    </dl>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
