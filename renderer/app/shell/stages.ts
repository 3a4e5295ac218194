import {
  IconActivity,
  IconBox,
  IconChartBar,
  IconCpu,
  IconDatabase,
  IconFocusCentered,
  IconHome,
  IconPackageExport,
  IconSettings,
  IconSubtask,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';

/** One entry of the rail. `label` and `command` are messages of the frame. */
export interface RailEntry {
  readonly route: string;
  readonly label: RailLabel;
  readonly command: `command${Capitalize<RailLabel>}`;
  readonly keys: readonly string[];
  readonly icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
}

type RailLabel =
  | 'home'
  | 'data'
  | 'runs'
  | 'evaluations'
  | 'attention'
  | 'exports'
  | 'models'
  | 'environment'
  | 'jobs'
  | 'settings';

const entry = (label: RailLabel, route: string, icon: RailEntry['icon'], keys: readonly string[] = []): RailEntry => ({
  route,
  label,
  command: `command${(label[0] ?? '').toUpperCase()}${label.slice(1)}` as RailEntry['command'],
  keys,
  icon,
});

/** The stages of the loop, in the order of the loop. */
export const LOOP: readonly RailEntry[] = [
  entry('home', '/', IconHome, ['Alt+1']),
  entry('data', '/data', IconDatabase, ['Alt+2']),
  entry('runs', '/runs', IconActivity, ['Alt+3']),
  entry('evaluations', '/evaluations', IconChartBar, ['Alt+4']),
  entry('attention', '/attention', IconFocusCentered, ['Alt+5']),
  entry('exports', '/exports', IconPackageExport, ['Alt+6']),
];

/** What stands beside the loop. */
export const MACHINE: readonly RailEntry[] = [
  entry('models', '/models', IconBox),
  entry('environment', '/environment', IconCpu, ['Alt+7']),
  entry('jobs', '/jobs', IconSubtask),
  entry('settings', '/settings', IconSettings, ['$mod+,']),
];

/** Whether an address belongs to an entry of the rail. */
export function isAt(route: string, address: string): boolean {
  return route === '/' ? address === '/' : address === route || address.startsWith(`${route}/`);
}
