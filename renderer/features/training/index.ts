export function RunsPage(_props: Record<string, string>) {
  return null;
}

export function RunPage(_props: Record<string, string>) {
  return null;
}

