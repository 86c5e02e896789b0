import type { Question, QuestionCode, TextSpan, ZoneChoice } from '../../contract/parsed-hours.ts';

/** Collects what to ask; each sentence once. A hard one says that the table is not the whole text. */
export type Asked = {
  list: Question[];
  /** Lowers the result to "check". */
  hard: boolean;
  /** No table may be derived. */
  fatal: boolean;
};

export const nothingAsked = (): Asked => ({ list: [], hard: false, fatal: false });

type More = { span?: TextSpan; choices?: ZoneChoice[] };

export const confirm = (asked: Asked, code: QuestionCode, text: string, { span, choices }: More = {}) => {
  if (asked.list.some((question) => question.code === code && question.text === text)) return;
  const own = span && { from: span.from, to: span.to };
  asked.list.push({ code, text, ...(own && { span: own }), ...(choices && { choices }) });
};

export const lower = (asked: Asked, code: QuestionCode, text: string, more: More = {}) => {
  asked.hard = true;
  confirm(asked, code, text, more);
};

export const refuse = (asked: Asked, code: QuestionCode, text: string, more: More = {}) => {
  asked.fatal = true;
  confirm(asked, code, text, more);
};
