import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Environment, Interpreter, Template } from '@huggingface/jinja';
import { LuthierError } from '../../contract/index.ts';

export interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

/** What a template may use before it is stopped: it is a program of the model's author. */
const TEMPLATE_CHARACTERS = 262_144;
const STEPS = 200_000;
/** A text of a row is in it, and nothing that is much longer. */
const GROWTH = 1_048_576;
const RANGE = 10_000;

/** Marks of transformers around the answer, which Jinja alone does not know. */
const GENERATION = /\{%(-?)\s*(end)?generation\s*(-?)%\}/g;

type Given = Readonly<Record<string, unknown>>;

/**
 * What writes a chat as the template of a model's folder does. Throws `model.folder_incomplete` when it has none,
 * `model.template_failed` when the template refuses the chat, `model.config_unsafe` when it runs or grows without end.
 */
export function chatTemplate(folder: string, config: Given): (given: Given) => string {
  let program: Template | null = null;
  return given => {
    program ??= parsed(folder, config);
    return render(program, folder, given);
  };
}

function parsed(folder: string, config: Given): Template {
  const source = sourceOf(folder, config);
  if (source === undefined) throw new LuthierError('model.folder_incomplete', { folder, file: 'chat_template.jinja' });
  if (source.length > TEMPLATE_CHARACTERS) throw unsafe();
  try {
    return new Template(
      source.replace(GENERATION, (_, before: string, end: string | undefined, after: string) =>
        end === undefined ? `{%${before} if true ${after}%}` : `{%${before} endif ${after}%}`,
      ),
    );
  } catch (error) {
    throw failed(folder, error);
  }
}

/** As transformers looks for it: a file of its own, else the configuration, where there may be several by name. */
function sourceOf(folder: string, { chat_template: inConfig }: Given): string | undefined {
  try {
    return readFileSync(join(folder, 'chat_template.jinja'), 'utf8');
  } catch {}
  if (!Array.isArray(inConfig)) return typeof inConfig === 'string' ? inConfig : undefined;
  const named = inConfig as readonly { readonly name?: unknown; readonly template?: unknown }[];
  const template = named.find(({ name }) => name === 'default')?.template;
  return typeof template === 'string' ? template : undefined;
}

function render(program: Template, folder: string, given: Given): string {
  const environment = new Environment();
  const globals = { true: true, false: false, none: null, True: true, False: false, None: null };
  const values = { ...globals, tools: null, documents: null, ...given, ...HELPERS };
  for (const [name, value] of Object.entries(values)) environment.set(name, value);
  const limit = GROWTH + JSON.stringify(given).length * 4;
  try {
    return String(new Bounded(environment, limit).run(program.parsed).value);
  } catch (error) {
    throw error instanceof LuthierError ? error : failed(folder, error);
  }
}

const HELPERS = {
  raise_exception: (message: unknown) => {
    throw new Error(String(message));
  },
  range: (from: number, to?: number, step = 1): number[] => {
    const [first, end] = to === undefined ? [0, from] : [from, to];
    const length = Math.max(0, Math.ceil((end - first) / step));
    if (!(length <= RANGE)) throw unsafe();
    return Array.from({ length }, (_, at) => first + at * step);
  },
  strftime_now: (form: string): string => dateIn(form, new Date()),
};

function dateIn(form: string, now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const name = (part: Intl.DateTimeFormatOptions) => now.toLocaleDateString('en-US', part);
  const parts = new Map([
    ['Y', String(now.getFullYear())],
    ['m', two(now.getMonth() + 1)],
    ['d', two(now.getDate())],
    ['H', two(now.getHours())],
    ['M', two(now.getMinutes())],
    ['S', two(now.getSeconds())],
    ['b', name({ month: 'short' })],
    ['B', name({ month: 'long' })],
    ['a', name({ weekday: 'short' })],
    ['A', name({ weekday: 'long' })],
  ]);
  return form.replace(/%([a-zA-Z])/g, (mark, letter: string) => parts.get(letter) ?? mark);
}

/** A part of a parsed template, as far as it is looked at here. */
interface Part {
  readonly type: string;
  readonly value?: unknown;
  readonly operand?: Part;
  readonly filter?: Part;
  readonly callee?: Part & { readonly object?: Part; readonly property?: Part };
  readonly args?: readonly Part[];
}

interface Running {
  evaluate(part: Part | undefined, environment: Environment): { readonly value: unknown };
  run(program: Template['parsed']): { readonly value: unknown };
}

// The library's types name its files without their endings, so the compiler does not find what this class is.
const Whole = Interpreter as new (environment: Environment) => Running;

/** Runs a template, counting what it does and how long what it makes becomes. */
class Bounded extends Whole {
  readonly #limit: number;
  #steps = 0;

  constructor(environment: Environment, limit: number) {
    super(environment);
    this.#limit = limit;
  }

  override evaluate(part: Part | undefined, environment: Environment): { readonly value: unknown } {
    this.#steps += 1;
    if (this.#steps > STEPS) throw unsafe();
    const inner = strippedPart(part);
    const value = inner ? stripped(this.evaluate(inner, environment)) : super.evaluate(part, environment);
    const made = value.value;
    if ((typeof made === 'string' || Array.isArray(made)) && made.length > this.#limit) throw unsafe();
    return value;
  }
}

/** What stands before `|trim` or `.strip()`. */
function strippedPart(part: Part | undefined): Part | undefined {
  if (part?.type === 'FilterExpression' && part.filter?.type === 'Identifier' && part.filter.value === 'trim') {
    return part.operand;
  }
  const isStrip = part?.type === 'CallExpression' && part.callee?.property?.value === 'strip';
  return isStrip && part.args?.length === 0 ? part.callee?.object : undefined;
}

/** Without the white space of Python around it: to JavaScript a byte order mark is some, and a next line is none. */
function stripped(of: { readonly value: unknown }): { readonly value: unknown } {
  const { value: text } = of;
  if (typeof text !== 'string') return of;
  let [start, end] = [0, text.length];
  while (start < end && isSpace(text.charAt(start))) start += 1;
  while (start < end && isSpace(text.charAt(end - 1))) end -= 1;
  const Kind = of.constructor as new (value: string) => { readonly value: unknown };
  return new Kind(text.slice(start, end));
}

function isSpace(character: string): boolean {
  return /\p{White_Space}/u.test(character) || (character >= '\u001c' && character <= '\u001f');
}

function unsafe(): LuthierError {
  return new LuthierError('model.config_unsafe', { file: 'chat_template.jinja', key: 'chat_template' });
}

function failed(folder: string, error: unknown): LuthierError {
  const reason = (error instanceof Error ? error.message : String(error)).slice(0, 300);
  return new LuthierError('model.template_failed', { model: basename(folder), reason });
}
