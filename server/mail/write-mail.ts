import type { Language } from '@regulars/contract/tenant';
import { html } from 'hono/html';
import type { Mail } from './mail.ts';

/** Of a mail: a paragraph, a name in a line of its own, some lines, or a link. */
type Part = string | { name: string } | { lines: readonly string[] } | { link: string; label: string };

const asText = (part: Part): string => {
  if (typeof part === 'string') return part;
  if ('name' in part) return part.name;
  if ('lines' in part) return part.lines.map((line) => `- ${line}`).join('\n');
  return `${part.label}:\n${part.link}`;
};

const asHtml = (part: Part) => {
  if (typeof part === 'string') return html`<p>${part}</p>`;
  if ('name' in part) return html`<p><strong><bdi>${part.name}</bdi></strong></p>`;
  if ('lines' in part) return html`<ul>${part.lines.map((line) => html`<li>${line}</li>`)}</ul>`;
  return html`<p><a href="${part.link}">${part.label}</a></p>
<p dir="ltr" style="overflow-wrap: anywhere"><small>${part.link}</small></p>`;
};

/** The same as text and as HTML, from right to left where the language is. */
export const writeMail = (
  to: string,
  language: Language,
  { subject, parts }: { subject: string; parts: readonly Part[] },
): Mail => ({
  to,
  subject,
  text: `${parts.map(asText).join('\n\n')}\n`,
  html: String(html`<!doctype html>
<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
<meta charset="utf-8">
<title>${subject}</title>
<body style="font: 16px/1.5 sans-serif">
${parts.map(
  (part) => html`${asHtml(part)}
`,
)}</body>
</html>
`),
});
