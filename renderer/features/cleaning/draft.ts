import type { CleaningStep, OptionValue, StepKind, StepOption } from '../../../native-bridge/contract/index.ts';

/** A step on the page; `key` stays with it while it is moved. */
export interface DraftStep extends CleaningStep {
  readonly key: number;
}

let nextKey = 1;

export function asDraft(steps: readonly CleaningStep[]): DraftStep[] {
  return steps.map(step => ({ ...step, key: nextKey++ }));
}

/** The steps as the core takes them. */
export function asSteps(draft: readonly DraftStep[]): CleaningStep[] {
  return draft.map(({ key: _, ...step }) => step);
}

/** Moves one step by one place; at the end of the list nothing happens. */
export function moved(draft: readonly DraftStep[], key: number, by: -1 | 1): DraftStep[] {
  const from = draft.findIndex(step => step.key === key);
  const to = from + by;
  const [step, other] = [draft[from], draft[to]];
  if (step === undefined || other === undefined) return [...draft];
  return draft.with(from, other).with(to, step);
}

export function replaced(draft: readonly DraftStep[], next: DraftStep): DraftStep[] {
  return draft.map(step => (step.key === next.key ? next : step));
}

export function optionOf({ options }: CleaningStep, option: StepOption): OptionValue {
  return options[option.name] ?? option.default;
}

/** Whether an option says anything, the others being what they are. */
export function isAsked(step: CleaningStep, kind: StepKind, { onlyWith }: StepOption): boolean {
  const other = kind.options.find(({ name }) => name === onlyWith?.option);
  return other === undefined || optionOf(step, other) === onlyWith?.value;
}

/** With one option set; one that has its default is left out, so that a recipe says only what was chosen. */
export function withOption(step: DraftStep, option: StepOption, value: OptionValue): DraftStep {
  const { [option.name]: _, ...others } = step.options;
  const isDefault = JSON.stringify(value) === JSON.stringify(option.default);
  return { ...step, options: isDefault ? others : { ...others, [option.name]: value } };
}

/** What was chosen, in few words, for a step whose form is closed. */
export function summaryOf(step: CleaningStep, kind: StepKind, language: 'en' | 'zh'): string {
  return kind.options
    .filter(option => step.options[option.name] !== undefined && isAsked(step, kind, option))
    .map(option => `${option.title[language]}: ${said(option, optionOf(step, option), language)}`)
    .join(' · ');
}

function said(option: StepOption, value: OptionValue, language: 'en' | 'zh'): string {
  if (option.kind !== 'choice' && option.kind !== 'choices')
    return String(value === true ? '✓' : value === false ? '–' : value);
  const titles = new Map(option.choices.map(({ value, title }) => [value, title[language]]));
  return [value]
    .flat()
    .map(one => titles.get(String(one)) ?? String(one))
    .join(', ');
}
