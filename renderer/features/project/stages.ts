import {
  IconActivity,
  IconArrowsSplit,
  IconChartBar,
  IconDatabaseImport,
  IconFocusCentered,
  IconPackageExport,
  IconSnowflake,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { StageId } from './next-step.ts';

type Icon = ComponentType<{ size?: number | string; stroke?: number | string }>;

const stage = <Id extends string>(id: Id, icon: Icon) => ({
  icon,
  title: `stage${id}` as `stage${Id}`,
  count: `count${id}` as `count${Id}`,
  next: `next${id}` as `next${Id}`,
  nextSays: `next${id}Says` as `next${Id}Says`,
});

/** How each stage is drawn and called, in the order of the loop. */
export const STAGES = {
  data: stage('Data', IconDatabaseImport),
  split: stage('Split', IconArrowsSplit),
  version: stage('Version', IconSnowflake),
  training: stage('Training', IconActivity),
  evaluation: stage('Evaluation', IconChartBar),
  attention: stage('Attention', IconFocusCentered),
  export: stage('Export', IconPackageExport),
} satisfies Record<StageId, unknown>;
