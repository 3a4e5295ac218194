import type { Catalog, Knob } from '../../../native-bridge/contract/index.ts';

/**
 * The catalogue in another language: each sentence of Python that is known is replaced. What is added there later
 * is shown as Python says it until someone translates it, so that a new method needs nothing here.
 */
export function catalogInLanguage(catalog: Catalog, known: Readonly<Record<string, string>>): Catalog {
  const say = (sentence: string): string => known[sentence] ?? sentence;
  const told = <Entry extends { readonly title: string; readonly says: string }>(entry: Entry): Entry => ({
    ...entry,
    title: say(entry.title),
    says: say(entry.says),
  });
  const withKnobs = <Entry extends { readonly title: string; readonly says: string; readonly knobs: Knob[] }>(
    entry: Entry,
  ): Entry => ({ ...told(entry), knobs: entry.knobs.map(told) });

  return {
    trainingMethods: catalog.trainingMethods.map(withKnobs),
    scheduleKnobs: catalog.scheduleKnobs.map(told),
    metrics: catalog.metrics.map(told),
    exportTargets: catalog.exportTargets.map(withKnobs),
  };
}
