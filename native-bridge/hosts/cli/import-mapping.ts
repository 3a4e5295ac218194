import {
  CellType,
  type ChatKeys,
  type ChatPart,
  type ErrorCode,
  type FoundChat,
  type ImportPreview,
  LuthierError,
  type NamedRoles,
  type Preset,
  ROLES,
  type Role,
  speakerParts,
} from '../../contract/index.ts';

/** What the options of `import` say of the columns. */
export interface MappingOptions extends Partial<Record<Role, string>> {
  readonly metadata?: readonly string[];
  readonly preset?: Preset;
  readonly speakerKey?: string;
  readonly textKey?: string;
  readonly user?: readonly string[];
  readonly assistant?: readonly string[];
  readonly system?: readonly string[];
}

interface Mapping {
  readonly roles: NamedRoles;
  readonly chat?: ChatKeys;
}

/** Whether options can only be understood with the first rows of the file. */
export function needsHead(options: MappingOptions): boolean {
  return options.preset !== undefined || saysChat(options);
}

/** Parts of columns and keys of messages, as said. Throws what a preset or a chat lacks in this file. */
export function mappingOf(head: ImportPreview | null, options: MappingOptions): Mapping {
  const roles = namedRoles(options);
  if (head === null) return { roles };
  const preset = options.preset === undefined ? roles : presetRoles(head, options.preset, roles);
  if (!saysChat(options)) return { roles: preset };
  const chat = chatOf(head, preset.messages ?? head.roles.messages ?? head.chats[0]?.chat.column, options);
  return { roles: { ...preset, messages: chat.column }, chat };
}

/** Of `column=type` as often as it is said. Throws `request.invalid`. */
export function typesOf(said: readonly string[]): Record<string, CellType> | undefined {
  if (said.length === 0) return undefined;
  const types = said.map(word => {
    const at = word.lastIndexOf('=');
    const type = CellType.safeParse(word.slice(at + 1));
    if (at > 0 && type.success) return [word.slice(0, at), type.data] as const;
    const reason = `--type takes column=type, with one of ${CellType.options.join(', ')}, not ${word}`;
    throw new LuthierError('request.invalid', { reason });
  });
  return Object.fromEntries(types);
}

function namedRoles(options: MappingOptions): NamedRoles {
  const named = ROLES.map(role => [role, options[role]] as const).filter(([, column]) => column !== undefined);
  return { ...Object.fromEntries(named), ...(options.metadata && { metadata: [...options.metadata] }) };
}

/** The parts of a preset, those that were named instead of them; all other columns are metadata. */
function presetRoles(head: ImportPreview, preset: Preset, named: NamedRoles): NamedRoles {
  const fit = head.presets.find(fit => fit.preset === preset);
  if (fit?.unfit) throw new LuthierError(fit.unfit.code as ErrorCode, fit.unfit.facts as never, fit.unfit.where);
  const { text, ...parts } = fit?.roles ?? {};
  const roles = { ...parts, ...(preset === 'plain' && text !== undefined && { text }), ...named };
  const taken = new Set(ROLES.map(role => roles[role]));
  return { ...roles, metadata: head.columns.map(({ name }) => name).filter(name => !taken.has(name)) };
}

function saysChat({ speakerKey, textKey, ...options }: MappingOptions): boolean {
  return (speakerKey ?? textKey ?? options.user ?? options.assistant ?? options.system) !== undefined;
}

function chatOf({ name: file, chats }: ImportPreview, column: string | undefined, options: MappingOptions): ChatKeys {
  const found = chats.find(({ chat }) => chat.column === column);
  if (found === undefined) {
    const columns = chats.map(({ chat }) => chat.column).join(', ') || '(none)';
    throw new LuthierError('import.no_chat', { file, column: column ?? 'messages', columns });
  }
  const speaker = keyOf(found, options.speakerKey ?? found.chat.speaker);
  const text = keyOf(found, options.textKey ?? found.chat.text);
  const said = (['user', 'assistant', 'system'] as const).flatMap(part =>
    (options[part] ?? []).map((name): [string, ChatPart] => [name, part]),
  );
  const speakers = said.length > 0 ? Object.fromEntries(said) : speakerParts(speaker.values);
  return { column: found.chat.column, speaker: speaker.key, text: text.key, speakers };
}

function keyOf({ chat, keys }: FoundChat, key: string): FoundChat['keys'][number] {
  const found = keys.find(known => known.key === key);
  if (found !== undefined) return found;
  const known = keys.map(({ key }) => key).join(', ');
  throw new LuthierError('import.no_chat_key', { column: chat.column, key, keys: known });
}
