import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDatabaseImport, IconFileImport } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { dataset } from '../../../native-bridge/contract/index.ts';
import { useCommands } from '../../app/commands.tsx';
import { dataset as messages } from '../../app/messages/dataset.ts';
import { useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { EmptyState, Failure, Page, PageHeader, Panel, Waiting } from '../../ui/index.ts';
import styles from './DatasetsPage.module.css';
import { DatasetsTable } from './DatasetsTable.tsx';
import { DropTarget } from './DropTarget.tsx';
import { ImportOptionsForm } from './ImportOptionsForm.tsx';
import { ImportPanel } from './ImportPanel.tsx';
import type { ImportOptions } from './import-story.ts';
import { useImport } from './use-import.ts';
import { VersionsTable } from './VersionsTable.tsx';

const NOTHING = {};

/** The datasets of the project and their frozen versions; a file can be dropped anywhere on it. */
export function DatasetsPage() {
  const t = useT('dataset');
  const [, go] = useLocation();
  const datasets = useAnswer(dataset.datasets, NOTHING);
  const versions = useAnswer(dataset.versions, NOTHING);
  const importing = useImport();
  const choose = useFileChoice(importing);
  const [optionsOpen, options] = useDisclosure(false);

  useCommands([{ id: 'dataset.import', title: messages.commandImport, group: 'page', run: () => choose.open({}) }]);

  if (datasets.state === 'waiting') return <Waiting shape="page" />;
  if (datasets.state === 'failed') {
    return (
      <Page>
        <Failure trouble={datasets.trouble} retry={datasets.refresh} />
      </Page>
    );
  }

  const none = datasets.value.length === 0;
  const busy = importing.story.kind === 'uploading' || importing.story.kind === 'reading';
  const chooseButton = (
    <Button leftSection={<IconFileImport size={14} />} loading={busy} onClick={() => choose.open({})}>
      {t('chooseFile')}
    </Button>
  );
  const optionsButton = (
    <Button variant={none ? 'subtle' : 'default'} onClick={options.toggle} aria-expanded={optionsOpen}>
      {t('importOptions')}
    </Button>
  );

  return (
    <DropTarget says={t('dropHere')} onFile={file => void importing.upload(file, {})}>
      <Page>
        <PageHeader
          title={t('title')}
          says={t('says')}
          actions={
            !none && (
              <>
                {optionsButton}
                {chooseButton}
              </>
            )
          }
        />
        {choose.input}
        <ImportPanel story={importing.story} onAgain={importing.read} onClose={importing.forget} />
        {optionsOpen && (
          <Panel title={t('importOptions')} aside={t('importOptionsSays')}>
            <ImportOptionsForm submit={t('chooseFile')} onSubmit={choose.open} />
          </Panel>
        )}
        {none && !busy && (
          <div className={styles.dropHint}>
            <EmptyState
              icon={IconDatabaseImport}
              title={t('emptyTitle')}
              says={t('emptySays')}
              action={chooseButton}
              other={
                <>
                  <div className={styles.formats}>{t('formats')}</div>
                  {optionsButton}
                </>
              }
            />
          </div>
        )}
        {!none && (
          <>
            <Panel title={t('datasets')} aside={String(datasets.value.length)} flush>
              <DatasetsTable datasets={datasets.value} onOpen={({ id }) => go(`/data/${id}`)} />
            </Panel>
            {versions.state === 'failed' && <Failure trouble={versions.trouble} retry={versions.refresh} />}
            {versions.state === 'ready' && (
              <Panel title={t('versions')} aside={t('versionsSays')} flush>
                <VersionsTable versions={versions.value} />
              </Panel>
            )}
          </>
        )}
      </Page>
    </DropTarget>
  );
}

/** Lets a person choose a file: by the system's dialog in the desktop app, by the browser's own elsewhere. */
function useFileChoice({ read, upload }: Pick<ReturnType<typeof useImport>, 'read' | 'upload'>) {
  const t = useT('dataset');
  const field = useRef<HTMLInputElement>(null);
  const [options, setOptions] = useState<ImportOptions>({});

  const open = (chosen: ImportOptions): void => {
    setOptions(chosen);
    if (window.luthier) {
      void window.luthier.chooseFile().then(path => path !== null && read(path, fileName(path), chosen));
    } else field.current?.click();
  };
  const input = (
    <input
      ref={field}
      type="file"
      className={styles.hidden}
      aria-label={t('chooseFile')}
      onChange={event => {
        const [file] = event.currentTarget.files ?? [];
        event.currentTarget.value = '';
        if (file) void upload(file, options);
      }}
    />
  );
  return { open, input };
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
