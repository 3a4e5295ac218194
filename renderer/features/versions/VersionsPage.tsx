import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconDownload, IconSnowflake, IconTablePlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import {
  type Dataset,
  type DatasetVersion,
  type ExportSource,
  versioning,
} from '../../../native-bridge/contract/index.ts';
import { useCommands } from '../../app/commands.tsx';
import { useT } from '../../app/messages/index.ts';
import { versions as messages } from '../../app/messages/versions.ts';
import { useAnswer } from '../../rpc/index.ts';
import { EmptyState, Panel, Unanswered } from '../../ui/index.ts';
import { DatasetFrame } from '../dataset/index.ts';
import { CombineDialog } from './CombineDialog.tsx';
import { ComparePanel } from './ComparePanel.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { FreezeDialog } from './FreezeDialog.tsx';
import { OriginPanel } from './OriginPanel.tsx';
import { RenameDialog } from './RenameDialog.tsx';
import { RestoreDialog } from './RestoreDialog.tsx';
import styles from './Versions.module.css';
import { VersionsTable } from './VersionsTable.tsx';

const NOTHING = {};

/** What is open above the page. */
type Open =
  | { readonly kind: 'freeze' | 'combine' }
  | { readonly kind: 'export'; readonly source: ExportSource; readonly name: string }
  | { readonly kind: 'rename' | 'restore'; readonly version: DatasetVersion };

/** The frozen versions of one dataset: make, compare, restore and export them, and make new datasets of its rows. */
export function VersionsPage({ datasetId }: { readonly datasetId: string }) {
  const [search, setSearch] = useSearchParams();
  const [chosen, setChosen] = useState<Open | null>(null);
  // A link from the rows leads straight to freezing.
  const open: Open | null = chosen ?? (search.has('freeze') ? { kind: 'freeze' } : null);
  const close = (): void => {
    setChosen(null);
    if (search.has('freeze')) setSearch({}, { replace: true });
  };

  return (
    <DatasetFrame
      datasetId={datasetId}
      tab="versions"
      actions={dataset => <Toolbar dataset={dataset} onOpen={setChosen} />}
    >
      {dataset => <Versions dataset={dataset} open={open} onOpen={setChosen} onClose={close} />}
    </DatasetFrame>
  );
}

function Toolbar({ dataset, onOpen }: { readonly dataset: Dataset; readonly onOpen: (open: Open) => void }) {
  const t = useT('versions');
  const freeze = (): void => onOpen({ kind: 'freeze' });
  const combine = (): void => onOpen({ kind: 'combine' });
  const exportRows = (): void =>
    onOpen({ kind: 'export', source: { kind: 'dataset', datasetId: dataset.id }, name: dataset.name });

  useCommands([
    { id: 'versions.freeze', title: messages.commandFreeze, group: 'page', run: freeze },
    { id: 'versions.export', title: messages.commandExport, group: 'page', run: exportRows },
    { id: 'versions.combine', title: messages.commandCombine, group: 'page', run: combine },
  ]);
  return (
    <>
      <Button variant="default" leftSection={<IconTablePlus size={14} />} onClick={combine}>
        {t('combine')}
      </Button>
      <Button variant="default" leftSection={<IconDownload size={14} />} onClick={exportRows}>
        {t('exportDataset')}
      </Button>
      <Button leftSection={<IconSnowflake size={14} />} onClick={freeze}>
        {t('freeze')}
      </Button>
    </>
  );
}

interface VersionsProps {
  readonly dataset: Dataset;
  readonly open: Open | null;
  readonly onOpen: (open: Open) => void;
  readonly onClose: () => void;
}

function Versions({ dataset, open, onOpen, onClose }: VersionsProps) {
  const t = useT('versions');
  const answer = useAnswer(versioning.versions, NOTHING);
  if (answer.state !== 'ready') return <Unanswered answer={answer} shape="table" />;
  const own = answer.value.filter(version => version.datasetId === dataset.id);
  const others = answer.value.filter(version => version.datasetId !== dataset.id);

  return (
    <div className={styles.page}>
      <OriginPanel datasetId={dataset.id} />
      {own.length === 0 ? (
        <NoVersions onFreeze={() => onOpen({ kind: 'freeze' })} />
      ) : (
        <Panel title={t('versions')} aside={t('versionsSays')} flush>
          <VersionsTable versions={own} actions={version => <VersionMenu version={version} onOpen={onOpen} />} />
        </Panel>
      )}
      {own.length > 0 && answer.value.length > 1 && <ComparePanel key={own[0]?.hash} own={own} others={others} />}
      <FreezeDialog dataset={dataset} known={own.length} opened={open?.kind === 'freeze'} onClose={onClose} />
      {open?.kind === 'combine' && <CombineDialog dataset={dataset} onClose={onClose} />}
      {open?.kind === 'export' && <ExportDialog source={open.source} name={open.name} onClose={onClose} />}
      {open?.kind === 'rename' && <RenameDialog version={open.version} onClose={onClose} />}
      {open?.kind === 'restore' && <RestoreDialog version={open.version} onClose={onClose} />}
    </div>
  );
}

function NoVersions({ onFreeze }: { readonly onFreeze: () => void }) {
  const t = useT('versions');
  const action = <Button onClick={onFreeze}>{t('freezeTitle')}</Button>;
  return <EmptyState icon={IconSnowflake} title={t('emptyTitle')} says={t('emptySays')} action={action} />;
}

interface VersionMenuProps {
  readonly version: DatasetVersion;
  readonly onOpen: (open: Open) => void;
}

function VersionMenu({ version, onOpen }: VersionMenuProps) {
  const t = useT('versions');
  const { hash, name } = version;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('actions', { name })} size={24}>
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onOpen({ kind: 'export', source: { kind: 'version', hash }, name })}>
          {t('export')}
        </Menu.Item>
        <Menu.Item onClick={() => onOpen({ kind: 'rename', version })}>{t('rename')}</Menu.Item>
        <Menu.Item onClick={() => onOpen({ kind: 'restore', version })}>{t('restore')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
