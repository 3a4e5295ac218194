export function DatasetsPage(_props: Record<string, string>) {
  return null;
}

export function DatasetPage(_props: Record<string, string>) {
  return null;
}

