import { Button, Popover, Select, TextInput } from '@mantine/core';
import { IconDeviceFloppy, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { z } from 'zod';
import { type CleaningStep, cleaning } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAction, useAnswer } from '../../rpc/index.ts';
import { ConfirmButton, Failure, Field } from '../../ui/index.ts';
import styles from './CleaningPage.module.css';
import { useSaidLanguage } from './OptionField.tsx';

export interface RecipeBarProps {
  readonly steps: readonly CleaningStep[];
  readonly onLoad: (steps: readonly CleaningStep[]) => void;
}

/** Recipes, of the project and those that come with Luthier: load one, keep the steps as one, delete one. */
export function RecipeBar({ steps, onLoad }: RecipeBarProps) {
  const t = useT('cleaning');
  const answer = useAnswer(cleaning.recipes, {});
  const remove = useAction(cleaning.deleteRecipe);
  const language = useSaidLanguage();
  const [name, setName] = useState<string | null>(null);
  const recipes = answer.state === 'ready' ? answer.value : [];
  const chosen = recipes.find(({ recipe }) => recipe?.name === name);

  const own = recipes.filter(({ file }) => file !== null).map(entry => optionOf(entry, entry.recipe?.name));
  const others = recipes
    .filter(({ file }) => file === null)
    .map(entry => optionOf(entry, entry.about?.title[language]));
  function optionOf(entry: ListedRecipe, label: string | undefined) {
    const { file, error } = entry;
    return { value: keyOf(entry), label: label ?? t('recipeDamaged', { file: file ?? '' }), disabled: error !== null };
  }

  const load = (key: string): void => {
    const recipe = recipes.find(entry => keyOf(entry) === key)?.recipe;
    if (!recipe) return;
    setName(recipe.name);
    onLoad(recipe.steps);
  };
  return (
    <div className={styles.recipes}>
      {recipes.length > 0 && (
        <Select
          aria-label={t('recipe')}
          placeholder={t('recipeNone')}
          data={[
            ...(own.length > 0 ? [{ group: t('recipesOwn'), items: own }] : []),
            { group: t('recipesBuiltIn'), items: others },
          ]}
          value={chosen ? keyOf(chosen) : null}
          allowDeselect={false}
          // Choosing the one that is chosen loads it again: the steps may have been changed since.
          onOptionSubmit={load}
        />
      )}
      {chosen && chosen.file !== null && name !== null && (
        <ConfirmButton
          variant="default"
          px="xs"
          aria-label={t('recipeDelete')}
          says={t('recipeDeleteSays', { file: chosen.file })}
          confirm={t('recipeDelete')}
          onConfirm={() => void remove.run({ name }).then(() => setName(null))}
        >
          <IconTrash size={14} />
        </ConfirmButton>
      )}
      <SaveRecipe steps={steps} name={name ?? ''} onSaved={setName} />
      {remove.trouble && <Failure trouble={remove.trouble} />}
    </div>
  );
}

type ListedRecipe = z.infer<typeof cleaning.recipes.output>[number];

/** One of the project by its file, one that comes with Luthier by its name: no file is named without its folder. */
function keyOf({ file, recipe }: ListedRecipe): string {
  return file ?? recipe?.name ?? '';
}

interface SaveRecipeProps {
  readonly steps: readonly CleaningStep[];
  readonly name: string;
  readonly onSaved: (name: string) => void;
}

function SaveRecipe({ steps, name, onSaved }: SaveRecipeProps) {
  const t = useT('cleaning');
  const save = useAction(cleaning.saveRecipe);
  const [opened, setOpened] = useState(false);
  const [written, setWritten] = useState(name);
  const exists = save.trouble?.kind === 'error' && save.trouble.error.code === 'cleaning.recipe_exists';

  const send = async (): Promise<void> => {
    const replace = exists || written === name;
    const saved = await save.run({ name: written, steps: [...steps], replace });
    if (saved === null) return;
    onSaved(saved.recipe.name);
    setOpened(false);
  };
  const open = (next: boolean): void => {
    if (next) setWritten(name);
    save.forget();
    setOpened(next);
  };
  return (
    <Popover opened={opened} onChange={open} width={340} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconDeviceFloppy size={14} />}
          disabled={steps.length === 0}
          onClick={() => open(!opened)}
        >
          {t('recipeSave')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={styles.stack}
          onSubmit={event => {
            event.preventDefault();
            void send();
          }}
        >
          {save.trouble && !exists && <Failure trouble={save.trouble} />}
          <Field label={t('recipeName')} hint={t('recipeSays', { name: written || '…' })}>
            {ids => (
              <TextInput
                {...ids}
                value={written}
                maxLength={80}
                data-autofocus
                onChange={event => {
                  save.forget();
                  setWritten(event.currentTarget.value);
                }}
              />
            )}
          </Field>
          <Button type="submit" loading={save.busy} disabled={written.trim() === ''}>
            {exists ? t('recipeReplace') : t('save')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
