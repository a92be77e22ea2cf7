import type { en } from './en/index.ts';

/** The numbers that a language tells apart and English does not (Unicode plural rules). */
type OtherNumbers = 'zero' | 'two' | 'few' | 'many';

type Plurals<Tree> = {
  readonly [Key in keyof Tree as Key extends `${infer Name}_other` ? `${Name}_${OtherNumbers}` : never]?: string;
};

type Wording<Tree> = {
  readonly [Key in keyof Tree]: Tree[Key] extends string ? string : Wording<Tree[Key]>;
} & Plurals<Tree>;

/** The shape that every language has: the keys of English, and the plural forms that are its own. */
export type Texts = Wording<typeof en>;
