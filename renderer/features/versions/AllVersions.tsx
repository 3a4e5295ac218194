import { versioning } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { Failure, Panel } from '../../ui/index.ts';
import { VersionsTable } from './VersionsTable.tsx';

const NOTHING = {};

/** The frozen versions of all datasets of the project. */
export function AllVersions() {
  const t = useT('versions');
  const versions = useAnswer(versioning.versions, NOTHING);

  if (versions.state === 'failed') return <Failure trouble={versions.trouble} retry={versions.refresh} />;
  if (versions.state === 'waiting') return null;
  return (
    <Panel title={t('versions')} aside={t('versionsSays')} flush>
      <VersionsTable versions={versions.value} />
    </Panel>
  );
}
