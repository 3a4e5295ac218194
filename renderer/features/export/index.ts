export function ExportsPage(_props: Record<string, string>) {
  return null;
}

export function ExportPage(_props: Record<string, string>) {
  return null;
}

