/** The messages that name a part of a column and say what it is. */
export const PART_WORDS = {
  text: ['roleText', 'roleTextSays'],
  label: ['roleLabel', 'roleLabelSays'],
  prompt: ['rolePrompt', 'rolePromptSays'],
  context: ['roleContext', 'roleContextSays'],
  completion: ['roleCompletion', 'roleCompletionSays'],
  messages: ['roleMessages', 'roleMessagesSays'],
  group: ['roleGroup', 'roleGroupSays'],
  time: ['roleTime', 'roleTimeSays'],
  id: ['roleId', 'roleIdSays'],
  metadata: ['roleMetadata', 'roleMetadataSays'],
} as const;
