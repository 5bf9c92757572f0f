import { html, type Html } from './html.ts';
import { mailPage, type MailText } from './mail-page.ts';

export type FailedMail = {
  storeName: string;
  /** Such as *WooCommerce*. */
  storeTypeLabel: string;
  /** What failed: its set-up, its deletion, or the store that was running already. */
  what: 'provision' | 'delete' | 'running';
  /** The title of the step that failed. */
  step?: string;
  /** Such as `Pod/web-0`. */
  object?: string;
  /** The page of the store, with the cluster's words, what to do, and the button that does it. */
  dashboardUrl: string;
};

const WHAT = {
  provision: { subject: 'Failed', sentence: 'could not be set up' },
  delete: { subject: 'Deletion failed', sentence: 'could not be deleted; what is left of it still stands' },
  running: { subject: 'Failed', sentence: 'was ready, and has lost what it ran in' },
} as const satisfies Record<FailedMail['what'], { subject: string; sentence: string }>;

const WHERE_MORE = 'Its page shows what the cluster said and what to do about it.';

/** The mail of a store that failed: where, and the way to more. The cluster's own words and log lines stay in the dashboard. */
export function failedMail(mail: FailedMail): MailText {
  const subject = `${mail.storeName}: ${WHAT[mail.what].subject}`;
  const sentence = `Your ${mail.storeTypeLabel} store ${WHAT[mail.what].sentence}.`;
  const facts = [
    ['Step', mail.step ?? ''],
    ['Object', mail.object ?? ''],
  ].filter(([, value]) => value !== '') as [string, string][];
  const lines = [
    sentence,
    '',
    ...facts.map(([name, value]) => `${name}: ${value}`),
    '',
    WHERE_MORE,
    mail.dashboardUrl,
    '',
  ];
  return { subject, text: lines.join('\n'), html: mailPage(subject, page(mail.dashboardUrl, sentence, facts)) };
}

function page(dashboardUrl: string, sentence: string, facts: readonly [string, string][]): Html {
  const list = facts.reduce(
    (all, [name, value]) =>
      html`${all}
        <dt>${name}</dt>
        <dd>${value}</dd>`,
    html``,
  );
  return html`<p>${sentence}</p>
    <dl>${list}</dl>
    <p>${WHERE_MORE}</p>
    <p><a href="${dashboardUrl}">See why, and what to do</a></p>`;
}
