import { Button, Checkbox, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import {
  type CombineReport,
  type CombineRequest,
  type Dataset,
  dataset as datasets,
  versioning,
} from '../../../native-bridge/contract/index.ts';
import { errorSentence, useFormat, useLanguage, useT } from '../../app/messages/index.ts';
import { useAnswer, useWork } from '../../rpc/index.ts';
import { DialogFoot, Failure, Field, Waiting } from '../../ui/index.ts';
import { SplitBar } from '../dataset/index.ts';
import { CombineFields } from './CombineFields.tsx';
import { COMBINE_KINDS, type CombineKind, combinationOf, newDraft } from './combine-draft.ts';
import { OriginFacts } from './OriginPanel.tsx';
import { isWhole, type SplitDraft, SplitFields, splitOf, USUAL_SPLIT } from './SplitFields.tsx';
import styles from './Versions.module.css';
import { WorkBar } from './WorkBar.tsx';

const NOTHING = {};
const NAMES = { sample: 'kindSample', append: 'kindAppend', mix: 'kindMix', join: 'kindJoin' } as const;
const SAYS = { sample: 'sampleSays', append: 'appendSays', mix: 'mixSays', join: 'joinSays' } as const;

/** Makes a new dataset: some rows of this one, or this one with others. */
export function CombineDialog({ dataset, onClose }: { readonly dataset: Dataset; readonly onClose: () => void }) {
  const t = useT('versions');
  const combine = useWork(versioning.combine);
  const all = useAnswer(datasets.datasets, NOTHING);

  return (
    <Modal opened onClose={onClose} title={t('combineTitle', { name: dataset.name })} size={620}>
      <div className={styles.stack}>
        {combine.trouble && <Failure trouble={combine.trouble} />}
        {all.state === 'failed' && <Failure trouble={all.trouble} retry={all.refresh} />}
        {combine.answer ? (
          <Combined report={combine.answer} onClose={onClose} />
        ) : combine.running ? (
          <WorkBar work={combine} label={t('combining')} />
        ) : all.state === 'ready' ? (
          <CombineForm
            dataset={dataset}
            others={all.value.filter(({ id }) => id !== dataset.id)}
            onCombine={combine.start}
          />
        ) : (
          <Waiting shape="panel" />
        )}
      </div>
    </Modal>
  );
}

interface CombineFormProps {
  readonly dataset: Dataset;
  readonly others: readonly Dataset[];
  readonly onCombine: (request: CombineRequest) => void;
}

function CombineForm({ dataset, others, onCombine }: CombineFormProps) {
  const t = useT('versions');
  const [draft, setDraft] = useState(() => newDraft(dataset));
  const [name, setName] = useState(() => t('newName', { name: dataset.name.slice(0, 100) }));
  const [marks, setMarks] = useState(true);
  const [freezes, setFreezes] = useState(true);
  const [split, setSplit] = useState<SplitDraft>(USUAL_SPLIT);
  const of = combinationOf(dataset, draft);
  const severalParts = draft.kind === 'append' || draft.kind === 'mix';

  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (!of) return;
    const originColumn = severalParts && marks && { originColumn: t('originColumnName') };
    onCombine({
      name,
      of,
      ...originColumn,
      ...(of.kind === 'join' && draft.label !== null && { roles: { label: draft.label } }),
      ...(freezes && { version: name, split: splitOf(split) }),
    });
  };

  return (
    <form onSubmit={send} className={styles.stack}>
      <p className={styles.dim}>{t('combineSays')}</p>
      <Field label={t('kind')} hint={t(SAYS[draft.kind])}>
        {ids => (
          <SegmentedControl
            {...ids}
            value={draft.kind}
            onChange={value => {
              const kind = COMBINE_KINDS.find(one => one === value) ?? ('sample' satisfies CombineKind);
              setDraft({ ...draft, kind, rows: kind === 'sample' ? Math.min(1000, dataset.rowCount) : null });
            }}
            data={COMBINE_KINDS.map(value => ({ value, label: t(NAMES[value]) }))}
          />
        )}
      </Field>
      <CombineFields dataset={dataset} others={others} draft={draft} onChange={setDraft} />
      {severalParts && (
        <Checkbox checked={marks} label={t('originColumn')} onChange={event => setMarks(event.currentTarget.checked)} />
      )}
      <Field label={t('name')}>
        {ids => (
          <TextInput {...ids} value={name} maxLength={120} onChange={event => setName(event.currentTarget.value)} />
        )}
      </Field>
      <Checkbox
        checked={freezes}
        label={t('freezeCombined')}
        description={t('freezeCombinedSays')}
        onChange={event => setFreezes(event.currentTarget.checked)}
      />
      {freezes && <SplitFields split={split} onChange={setSplit} />}
      <DialogFoot>
        <Button type="submit" disabled={of === null || name.trim() === '' || (freezes && !isWhole(split))}>
          {t('combineNow')}
        </Button>
      </DialogFoot>
    </form>
  );
}

function Combined({ report, onClose }: { readonly report: CombineReport; readonly onClose: () => void }) {
  const t = useT('versions');
  const format = useFormat();
  const language = useLanguage();
  const { dataset, origin, version, notSplit, keptInTest, unmatched, repeatedKeys } = report;

  return (
    <>
      <p role="status">{t('combined', { name: dataset.name, rows: format.number(dataset.rowCount) })}</p>
      {version && (
        <>
          <p>{t('combinedFrozen', { name: version.name, hash: version.hash.slice(0, 12) })}</p>
          <SplitBar sizes={version.splitSizes} rowCount={version.rowCount} legend />
        </>
      )}
      {notSplit && <p>{t('combinedNotSplit', { reason: errorSentence(notSplit, language) })}</p>}
      {keptInTest > 0 && <p className={styles.dim}>{t('keptInTest', { count: keptInTest })}</p>}
      {unmatched > 0 && <p className={styles.dim}>{t('unmatched', { count: unmatched })}</p>}
      {repeatedKeys > 0 && <p className={styles.dim}>{t('repeatedKeys', { count: repeatedKeys })}</p>}
      <OriginFacts origin={origin} />
      <DialogFoot>
        <Button variant="default" onClick={onClose}>
          {t('close')}
        </Button>
        <Button component={Link} href={`/data/${dataset.id}`}>
          {t('openDataset')}
        </Button>
      </DialogFoot>
    </>
  );
}
