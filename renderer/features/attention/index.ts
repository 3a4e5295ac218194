export function AttentionListPage(_props: Record<string, string>) {
  return null;
}

export function AttentionPage(_props: Record<string, string>) {
  return null;
}

