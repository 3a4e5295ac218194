import { Project } from '../../../../native-bridge/contract/index.ts';
import { HOUR, ids, now } from './common.ts';

const stage = (id: string, state: string, count: number, target: string) => ({ id, state, count, target });
export const fullProject = Project.parse({
  name: 'Spam filter',
  folder: '/home/ada/luthier/spam-filter',
  version: 1,
  createdAtMs: now - 27 * HOUR,
  stages: [
    stage('data', 'done', 1, '/data'),
    stage('split', 'done', 1, `/data/${ids.dataset}`),
    stage('version', 'done', 1, `/data/${ids.dataset}`),
    stage('training', 'running', 2, `/runs/${ids.running}`),
    stage('evaluation', 'done', 1, `/evaluations/${ids.evaluation}`),
    stage('attention', 'done', 1, `/attention/${ids.attention}`),
    stage('export', 'done', 1, `/exports/${ids.export}`),
  ],
  sample: 'none',
});
export const emptyProject = Project.parse({
  ...fullProject,
  sample: 'offered',
  stages: fullProject.stages.map(({ id }, place) =>
    stage(id, place === 0 ? 'next' : 'later', 0, place === 0 ? '/data' : '/runs'),
  ),
});
