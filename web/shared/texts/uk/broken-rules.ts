import type { Texts } from '../texts.ts';

/** The Ukrainian texts about what the API refuses: by the rule that is broken, or by the code of the error. */
export const ruleTexts: Texts['brokenRules'] = {
  rules: {
    required: 'Заповніть це поле.',
    too_long: 'Найбільша кількість символів: {{most}}.',
    one_line: 'Один рядок без керівних символів.',
    unicode: 'Лише коректний текст Unicode.',
    email: 'Адреса електронної пошти має вигляд name@example.com.',
    username: 'Лише літери, цифри та символи . _ + @ -',
    password_length: 'Кількість символів: від {{least}} до {{most}}.',
    password_told: 'Пароль не може збігатися з іменем або адресою електронної пошти.',
    password_wrong: 'Поточний пароль неправильний.',
    taken: 'Це вже зайнято. Виберіть інше.',
  },
  codes: {
    changed: 'Дані змінилися, відколи ви їх прочитали. Завантажте сторінку ще раз і прийміть рішення знову.',
    forbidden: 'Вам цього не дозволено.',
    not_found: 'Цього не існує, або вам не дозволено це бачити.',
    too_many_attempts: 'Забагато спроб. Зачекайте, перш ніж спробувати знову.',
    unavailable: 'Сервер зараз не може відповісти. Спробуйте ще раз трохи згодом.',
    internal: 'На сервері щось пішло не так. Це зафіксовано.',
  },
};
