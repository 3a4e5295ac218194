import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { models, type Task, training, versioning } from '../../../native-bridge/contract/index.ts';
import { useCommands } from '../../app/commands.tsx';
import { useT } from '../../app/messages/index.ts';
import { training as messages } from '../../app/messages/training.ts';
import { type Answer, useAction, useAnswer } from '../../rpc/index.ts';
import { Failure, Page, PageHeader, Panel, ParamFields, Waiting } from '../../ui/index.ts';
import { useLicenceQuestion } from '../licences/index.ts';
import { AddModel } from '../models/index.ts';
import { MethodFields, SourceFields, TaskFields } from './RunFields.tsx';
import { RunSummary } from './RunSummary.tsx';
import {
  type Choices,
  chosenOf,
  NEW_RUN,
  problemsOf,
  type RunDraft,
  type RunRequest,
  requestOf,
  taskOf,
} from './run-draft.ts';
import styles from './StartRun.module.css';
import { useCatalog } from './use-catalog.ts';

const NOTHING = {};
const NO_TASK: Task = { kind: 'classify', instruction: '{text}', labels: [], maxTextTokens: 64 };

/** The form that starts a training: drawn from the catalogue, begun with what fits the version. */
export function StartRun({ versionHash }: { readonly versionHash: string | null }) {
  const t = useT('training');
  const catalog = useCatalog();
  const versions = useAnswer(versioning.versions, NOTHING);
  const known = useAnswer(models.models, NOTHING);
  const starter = useAnswer(models.starter, NOTHING);
  const answers: readonly Answer<unknown>[] = [catalog, versions, known, starter];
  const failed = answers.find(answer => answer.state === 'failed');

  return (
    <Page>
      <PageHeader above={<Link href="/runs">{t('title')}</Link>} title={t('newRun')} says={t('newRunSays')} />
      {failed?.state === 'failed' && <Failure trouble={failed.trouble} retry={failed.refresh} />}
      {catalog.state === 'ready' &&
      versions.state === 'ready' &&
      known.state === 'ready' &&
      starter.state === 'ready' ? (
        <StartForm
          choices={{
            catalog: catalog.value,
            versions: [...versions.value].sort((a, b) => b.createdAtMs - a.createdAtMs),
            models: known.value,
            starter: starter.value,
          }}
          first={versionHash === null ? NEW_RUN : { ...NEW_RUN, versionHash }}
        />
      ) : (
        !failed && <Waiting shape="page" />
      )}
    </Page>
  );
}

function StartForm({ choices, first }: { readonly choices: Choices; readonly first: RunDraft }) {
  const t = useT('training');
  const [, go] = useLocation();
  const [draft, setDraft] = useState(first);
  const startRun = useAction(training.startRun);
  const addModel = useAction(models.add);
  const [adding, dialog] = useDisclosure(false);
  const licences = useLicenceQuestion();
  const chosen = chosenOf(draft, choices);
  const suggestion = useAnswer(training.suggestTask, chosen.version ? { versionHash: chosen.version.hash } : null);

  const task = taskOf(draft, suggestion.state === 'ready' ? suggestion.value : NO_TASK);
  const runs = useAnswer(training.runs, NOTHING);
  const number = runs.state === 'ready' ? runs.value.length + 1 : 1;
  const name = draft.name ?? t('runName', { method: chosen.method?.title ?? '', number });
  const request = requestOf(draft, task, chosen, name.slice(0, 80));
  const change = (more: Partial<RunDraft>): void => setDraft({ ...draft, ...more });

  const start = (request: RunRequest): Promise<void> =>
    licences.before({ versionHash: request.versionHash, use: 'training' }, async () => {
      const modelId = request.modelId ?? (await addModel.run({ source: { kind: 'starter' } }))?.id;
      const run = modelId && (await startRun.run({ ...request, modelId }));
      if (run) go(`/runs/${run.id}`);
    });
  const busy = startRun.busy || addModel.busy || licences.busy;
  useCommands([
    {
      id: 'training.start',
      title: messages.commandStart,
      group: 'page',
      keys: ['$mod+Enter'],
      when: () => request !== null && !busy,
      run: () => request && void start(request),
    },
  ]);

  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        {startRun.trouble && <Failure trouble={startRun.trouble} />}
        {addModel.trouble && <Failure trouble={addModel.trouble} />}
        {licences.trouble && <Failure trouble={licences.trouble} />}
        {licences.dialog}
        {suggestion.state === 'failed' && <Failure trouble={suggestion.trouble} retry={suggestion.refresh} />}
        <Panel title={t('dataAndModel')}>
          <SourceFields
            choices={choices}
            chosen={chosen}
            draft={draft}
            name={name}
            onChange={change}
            onAddModel={dialog.open}
          />
        </Panel>
        <Panel title={t('task')} aside={t('taskSays')}>
          <TaskFields task={task} onChange={change} />
        </Panel>
        <Panel title={t('method')}>
          <MethodFields choices={choices} chosen={chosen} draft={draft} onChange={change} />
        </Panel>
        <Panel title={t('schedule')} aside={t('scheduleSays')}>
          <ParamFields
            knobs={choices.catalog.scheduleKnobs}
            values={draft.schedule}
            onChange={schedule => change({ schedule })}
          />
        </Panel>
      </div>
      <RunSummary
        choices={choices}
        chosen={chosen}
        schedule={draft.schedule}
        problems={suggestion.state === 'waiting' && chosen.version ? [] : problemsOf(task, chosen)}
        busy={busy}
        onAddModel={dialog.open}
        onStart={request && (() => void start(request))}
      />
      <AddModel opened={adding} onClose={dialog.close} onAdded={({ id }) => change({ modelId: id })} />
    </div>
  );
}
