export function EvaluationsPage(_props: Record<string, string>) {
  return null;
}

export function EvaluationPage(_props: Record<string, string>) {
  return null;
}

