/** A sentence with `{facts}` in it; where English counts, one sentence for one and another for more. */
export type Text = string | { readonly one: string; readonly other: string };

export interface Message {
  readonly en: Text;
  readonly zh: Text;
}

export type Messages = Readonly<Record<string, Message>>;

/** The names in braces of a sentence. */
type FactNames<Sentence> = Sentence extends `${string}{${infer Name}}${infer Rest}` ? Name | FactNames<Rest> : never;

type FactsOf<Sentence extends Text> = Sentence extends { readonly one: infer One; readonly other: infer Other }
  ? FactNames<One | Other>
  : FactNames<Sentence>;

type Value<Name> = Name extends 'count' ? number : string | number;

/** Nothing for a sentence without facts; else the facts it names. */
export type Facts<Of extends Message> = [FactsOf<Of['en']>] extends [never]
  ? []
  : [facts: { readonly [Name in FactsOf<Of['en']>]: Value<Name> }];
