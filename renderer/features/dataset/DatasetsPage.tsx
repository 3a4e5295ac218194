import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDatabaseImport, IconFileDownload, IconFileImport } from '@tabler/icons-react';
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { dataset } from '../../../native-bridge/contract/index.ts';
import { useCommands } from '../../app/commands.tsx';
import { dataset as messages } from '../../app/messages/dataset.ts';
import { useT } from '../../app/messages/index.ts';
import { SampleLink } from '../../app/SampleLink.tsx';
import { localDialogs, useAnswer } from '../../rpc/index.ts';
import { DropTarget, EmptyState, Page, PageHeader, Panel, UnansweredPage } from '../../ui/index.ts';
import styles from './DatasetsPage.module.css';
import { DatasetsTable } from './DatasetsTable.tsx';
import { chosenFiles, droppedFiles } from './dropped-files.ts';
import { ImportPanel } from './ImportPanel.tsx';
import { isBusy } from './import-story.ts';
import { PasteDialog } from './PasteDialog.tsx';
import { useImport } from './use-import.ts';

const NOTHING = {};

/** The datasets of the project, and what stands below them; files and folders can be dropped anywhere on it. */
export function DatasetsPage({ below }: { readonly below?: ReactNode }) {
  const t = useT('dataset');
  const [, go] = useLocation();
  const datasets = useAnswer(dataset.datasets, NOTHING);
  const importing = useImport();
  const choose = useFileChoice(importing);
  const [pasteOpen, paste] = useDisclosure(false);
  useHandedOver(importing.look);

  useCommands([
    { id: 'dataset.import', title: messages.commandImport, group: 'page', run: choose.open },
    { id: 'dataset.importFolder', title: messages.commandImportFolder, group: 'page', run: choose.openFolder },
    { id: 'dataset.paste', title: messages.commandPaste, group: 'page', run: paste.open },
  ]);

  if (datasets.state !== 'ready') return <UnansweredPage answer={datasets} />;

  const none = datasets.value.length === 0;
  const busy = isBusy(importing.story);
  const chooseButton = (
    <Button leftSection={<IconFileImport size={14} />} loading={busy} onClick={choose.open}>
      {t('chooseFile')}
    </Button>
  );
  const folderButton = (
    <Button variant={none ? 'subtle' : 'default'} disabled={busy} onClick={choose.openFolder}>
      {t('chooseFolder')}
    </Button>
  );
  const pasteButton = (
    <Button variant={none ? 'subtle' : 'default'} disabled={busy} onClick={paste.open}>
      {t('paste')}
    </Button>
  );

  return (
    <DropTarget
      icon={IconFileDownload}
      says={t('dropHere')}
      // Read while the person still sees where they let go; the first name is what to call them.
      onDrop={dropped => void importing.take(droppedFiles(dropped), dropped.files[0]?.name ?? '')}
    >
      <Page wide>
        <PageHeader
          title={t('title')}
          says={t('says')}
          actions={
            !none && (
              <>
                {pasteButton}
                {folderButton}
                {chooseButton}
              </>
            )
          }
        />
        {choose.input}
        <ImportPanel
          story={importing.story}
          draft={importing.draft}
          onDraft={importing.setDraft}
          onRead={importing.read}
          onLookAgain={importing.lookAgain}
          onCancel={importing.cancel}
          onClose={importing.forget}
        />
        {importing.isRefused && (
          <p className={styles.refused} role="alert">
            {t('importBusy')}
          </p>
        )}
        <PasteDialog
          opened={pasteOpen}
          busy={busy}
          onClose={paste.close}
          onFile={file => void importing.upload({ kind: 'file', file })}
        />
        {none && importing.story.kind === 'none' && (
          <div className={styles.dropHint}>
            <EmptyState
              icon={IconDatabaseImport}
              title={t('emptyTitle')}
              says={t('emptySays')}
              action={chooseButton}
              other={
                <>
                  <div className={styles.formats}>{t('formats')}</div>
                  <div>
                    {folderButton}
                    {pasteButton}
                  </div>
                  <SampleLink />
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
            {below}
          </>
        )}
      </Page>
    </DropTarget>
  );
}

/** What a new project was made for is looked at first. */
function useHandedOver(look: (file: string, name: string) => void): void {
  const [search, setSearch] = useSearchParams();
  const file = search.get('import');
  const lookAt = useEffectEvent((file: string) => {
    setSearch({}, { replace: true });
    look(file, fileName(file));
  });
  useEffect(() => {
    if (file !== null) lookAt(file);
  }, [file]);
}

/** Lets a person choose a file or a folder: by the system's dialog where the core can read what it names, by the browser's own elsewhere. */
function useFileChoice({ look, take }: Pick<ReturnType<typeof useImport>, 'look' | 'take'>) {
  const t = useT('dataset');
  const field = useRef<HTMLInputElement>(null);
  const lookAt = (path: string | null): void => {
    if (path !== null) look(path, fileName(path));
  };
  const ask = (folder: boolean): void => {
    if (field.current === null) return;
    field.current.webkitdirectory = folder;
    field.current.click();
  };

  const open = (): void => {
    const dialogs = localDialogs();
    if (dialogs) void dialogs.chooseFile().then(lookAt);
    else ask(false);
  };
  const openFolder = (): void => {
    const dialogs = localDialogs();
    if (dialogs) void dialogs.chooseFolder().then(lookAt);
    else ask(true);
  };
  const input = (
    <input
      ref={field}
      type="file"
      className={styles.hidden}
      aria-label={t('chooseFile')}
      onChange={event => {
        const files = Array.from(event.currentTarget.files ?? []);
        event.currentTarget.value = '';
        const [first] = files;
        const name = first?.webkitRelativePath.split('/')[0] || first?.name;
        void take(Promise.resolve(files).then(chosenFiles), name ?? '');
      }}
    />
  );
  return { open, openFolder, input };
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
