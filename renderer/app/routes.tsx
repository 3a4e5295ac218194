import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import { JobsPage } from '../features/jobs/index.ts';
import { HomePage } from '../features/project/index.ts';
import { EmptyState, Waiting } from '../ui/index.ts';
import { useT } from './messages/index.ts';

const dataset = () => import('../features/dataset/index.ts');
const cleaning = () => import('../features/cleaning/index.ts');
const statistics = () => import('../features/statistics/index.ts');
const privacy = () => import('../features/privacy/index.ts');
const versions = () => import('../features/versions/index.ts');
const training = () => import('../features/training/index.ts');
const evaluation = () => import('../features/evaluation/index.ts');
const attention = () => import('../features/attention/index.ts');
const exporting = () => import('../features/export/index.ts');

const DatasetsPage = page(() => dataset().then(slice => slice.DatasetsPage));
const DatasetPage = page(() => dataset().then(slice => slice.DatasetPage));
const CleaningPage = page(() => cleaning().then(slice => slice.CleaningPage));
const DuplicatesPage = page(() => import('../features/duplicates/index.ts').then(slice => slice.DuplicatesPage));
const PrivacyPage = page(() => privacy().then(slice => slice.PrivacyPage));
const StatisticsPage = page(() => statistics().then(slice => slice.StatisticsPage));
const ColumnSummaries = page(() => statistics().then(slice => slice.ColumnSummaries));
const SplitsPage = page(() => import('../features/splits/index.ts').then(slice => slice.SplitsPage));
const VersionsPage = page(() => versions().then(slice => slice.VersionsPage));
const AllVersions = page(() => versions().then(slice => slice.AllVersions));
const RunsPage = page(() => training().then(slice => slice.RunsPage));
const RunPage = page(() => training().then(slice => slice.RunPage));
const EvaluationsPage = page(() => evaluation().then(slice => slice.EvaluationsPage));
const EvaluationPage = page(() => evaluation().then(slice => slice.EvaluationPage));
const AttentionListPage = page(() => attention().then(slice => slice.AttentionListPage));
const AttentionPage = page(() => attention().then(slice => slice.AttentionPage));
const ExportsPage = page(() => exporting().then(slice => slice.ExportsPage));
const ExportPage = page(() => exporting().then(slice => slice.ExportPage));
const SourcesPage = page(() => import('../features/licences/index.ts').then(slice => slice.SourcesPage));
const ModelsPage = page(() => import('../features/models/index.ts').then(slice => slice.ModelsPage));
const HelpPage = page(() => import('./help/HelpPage.tsx').then(help => help.HelpPage));
const EnvironmentPage = page(() => import('../features/environment/index.ts').then(slice => slice.EnvironmentPage));
const SettingsPage = page(() => import('../features/settings/index.ts').then(slice => slice.SettingsPage));

/** Which page stands at which address. */
export function Routes() {
  return (
    <Suspense fallback={<Waiting shape="page" />}>
      <Switch>
        <Route path="/">
          <HomePage />
        </Route>
        <Route path="/data">
          <DatasetsPage below={<AllVersions />} />
        </Route>
        <Route path="/data/:id/cleaning">{({ id }) => <CleaningPage key={id} datasetId={id} />}</Route>
        <Route path="/data/:id/statistics">{({ id }) => <StatisticsPage key={id} datasetId={id} />}</Route>
        <Route path="/data/:id">
          {({ id }) => <DatasetPage key={id} datasetId={id} summaries={of => <ColumnSummaries {...of} />} />}
        </Route>
        <Route path="/data/:id/sources">{({ id }) => <SourcesPage key={id} datasetId={id} />}</Route>
        <Route path="/data/:id/privacy">{({ id }) => <PrivacyPage key={id} datasetId={id} />}</Route>
        <Route path="/data/:id/splits">{({ id }) => <SplitsPage key={id} datasetId={id} />}</Route>
        <Route path="/data/:id/duplicates">{({ id }) => <DuplicatesPage key={id} datasetId={id} />}</Route>
        <Route path="/data/:id/versions">{({ id }) => <VersionsPage key={id} datasetId={id} />}</Route>
        <Route path="/runs">
          <RunsPage />
        </Route>
        <Route path="/runs/:id">{({ id }) => <RunPage key={id} runId={id} />}</Route>
        <Route path="/evaluations">
          <EvaluationsPage />
        </Route>
        <Route path="/evaluations/:id">{({ id }) => <EvaluationPage key={id} evaluationId={id} />}</Route>
        <Route path="/attention">
          <AttentionListPage />
        </Route>
        <Route path="/attention/:id">{({ id }) => <AttentionPage key={id} attentionId={id} />}</Route>
        <Route path="/exports">
          <ExportsPage />
        </Route>
        <Route path="/exports/:id">{({ id }) => <ExportPage key={id} exportId={id} />}</Route>
        <Route path="/models">
          <ModelsPage />
        </Route>
        <Route path="/environment">
          <EnvironmentPage />
        </Route>
        <Route path="/help/:page?">{({ page }) => <HelpPage page={page} />}</Route>
        <Route path="/settings">
          <SettingsPage />
        </Route>
        <Route path="/jobs">
          <JobsPage />
        </Route>
        <Route component={NotFound} />
      </Switch>
    </Suspense>
  );
}

function NotFound(): ReactNode {
  const t = useT('app');
  const [address] = useLocation();
  const home = (
    <Button component={Link} href="/">
      {t('notFoundAction')}
    </Button>
  );
  return (
    <EmptyState icon={IconMapOff} title={t('notFoundTitle')} says={t('notFoundSays', { address })} action={home} />
  );
}

/** A page of a slice, fetched when it is first shown. */
function page<Props>(fetch: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({ default: await fetch() }));
}
