import type { en } from './en/index.ts';

type Wording<Tree> = { readonly [Key in keyof Tree]: Tree[Key] extends string ? string : Wording<Tree[Key]> };

/** The shape that every language has. */
export type Texts = Wording<typeof en>;

/** A part of them for each noun. */
export type TranslatedTexts = Partial<Texts>;
