import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PersonRef, Side } from '../access/subject.ts';
import { isLocale, type Locale } from '../directory/personal-input.ts';
import type { Sessions } from '../directory/session.ts';
import type { BrowserCookies } from './browser-cookies.ts';
import { createWording, type Wording } from './pages/wording.ts';

export interface LanguageDependencies {
  readonly cookies: BrowserCookies;
  readonly sessions: Pick<Sessions, 'current'>;
  readonly localeOf: (person: PersonRef) => Promise<string>;
}

/** The language of ours that a tag stands for (BCP 47): `de-AT` is German. */
function localeOfTag(tag: string): Locale | null {
  const primary = tag.trim().split('-', 1)[0]?.toLowerCase() ?? '';
  return isLocale(primary) ? primary : null;
}

/** The first language of ours in the parameter `ui_locales`, a list in the order of preference (RFC 8414 §2). */
export function readUiLocales(value: unknown): Locale | null {
  if (typeof value !== 'string') return null;
  const known = value.slice(0, 200).split(' ').map(localeOfTag);
  return known.find((locale) => locale !== null) ?? null;
}

/** The best language of ours in the header Accept-Language, by its weights (RFC 9110 §12.5.4). */
export function readAcceptLanguage(value: string | undefined): Locale | null {
  const wishes = (value ?? '')
    .slice(0, 500)
    .split(',')
    .map((item) => {
      const [tag = '', ...parameters] = item.split(';');
      const weight = parameters.map((text) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/i.exec(text)?.[1]).find(Boolean);
      return { locale: localeOfTag(tag), weight: Number(weight ?? 1) };
    });
  const [best] = wishes
    .filter(({ locale, weight }) => locale !== null && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return best?.locale ?? null;
}

/** What a page may know of the language beside the request. */
export interface LanguageHints {
  /** What the application asked for in `ui_locales`. */
  readonly asked?: Locale | null;
  /** The sides on which somebody may be signed in. */
  readonly sides?: readonly Side[];
}

/** Chooses the language of a page, says so in the headers of its answer, and gives its texts. */
export type ChooseLanguage = (request: FastifyRequest, reply: FastifyReply, hints?: LanguageHints) => Promise<Wording>;

/**
 * Makes the choice of language: what was chosen on the page, what the application asked for, the language of who is
 * signed in, what was chosen in this browser before, what the browser asks for, and English.
 */
export function createLanguageChoice({ cookies, localeOf, sessions }: LanguageDependencies): ChooseLanguage {
  async function localeOfSession(request: FastifyRequest, sides: readonly Side[]): Promise<Locale | null> {
    for (const side of sides) {
      const token = cookies.session(request, side);
      const session = token === null ? null : await sessions.current(side, token);
      if (session !== null) return localeOfTag(await localeOf(session.person));
    }
    return null;
  }

  return async (request, reply, { asked = null, sides = [] } = {}) => {
    const { language } = (request.query ?? {}) as { readonly language?: unknown };
    const chosen = typeof language === 'string' && isLocale(language) ? language : null;
    if (chosen !== null) cookies.setLanguage(reply, chosen);
    const locale =
      chosen ??
      asked ??
      (await localeOfSession(request, sides)) ??
      cookies.language(request) ??
      readAcceptLanguage(request.headers['accept-language']) ??
      'en';
    reply.header('content-language', locale).header('vary', 'Accept-Language');
    return createWording(locale);
  };
}
