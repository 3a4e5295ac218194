import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import { project } from '../../native-bridge/contract/index.ts';
import { useAnswer } from '../rpc/index.ts';
import { useT } from './messages/index.ts';

const NOTHING = {};

/** Whether the sample is a project of its own here, so that no project of a person's need be filled with it. */
export function hasOwnSample(): boolean {
  return window.luthier !== undefined && window.luthier.connection?.isRemote !== true;
}

/** From a page of a project that holds nothing to one that shows what it is for. Nothing elsewhere. */
export function SampleLink() {
  const t = useT('project');
  const overview = useAnswer(project.overview, NOTHING);
  if (overview.state !== 'ready' || overview.value.sample !== 'offered') return null;
  if (!hasOwnSample()) return <Link href="/">{t('seeSample')}</Link>;
  return (
    <Anchor component="button" type="button" fz="inherit" onClick={() => void window.luthier?.openSample()}>
      {t('seeSample')}
    </Anchor>
  );
}
