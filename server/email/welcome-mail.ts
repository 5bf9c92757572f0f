import { html, type Html } from './html.ts';
import { mailPage, type MailText } from './mail-page.ts';

export type WelcomeMail = {
  storeName: string;
  /** Such as *WooCommerce*. */
  storeTypeLabel: string;
  storeUrl: string;
  adminUrl: string;
  /** The page of the dashboard where the owner reveals the credentials. */
  dashboardUrl: string;
  /** The nodes are simulated, so no shop answers. */
  simulated: boolean;
};

const WHY_OFF = 'This cluster simulates its nodes, so no shop answers under these addresses; the links are off.';
const NO_PASSWORD = 'Passwords are never sent by e-mail: reveal yours in the dashboard.';

/** The mail of a store that became ready: its addresses and the way to the credentials, never a password. */
export function welcomeMail(mail: WelcomeMail): MailText {
  const state = mail.simulated ? 'Ready (simulated)' : 'Ready';
  const subject = `${mail.storeName}: ${state}`;
  return { subject, text: plain(mail, state), html: mailPage(subject, page(mail)) };
}

function plain(mail: WelcomeMail, state: string): string {
  const lines = [
    `Your ${mail.storeTypeLabel} store ${mail.storeName}: ${state}`,
    '',
    `Shop: ${mail.storeUrl}`,
    `Admin: ${mail.adminUrl}`,
    ...(mail.simulated ? [WHY_OFF] : []),
    '',
    `Credentials: ${mail.dashboardUrl}`,
    NO_PASSWORD,
    '',
  ];
  return lines.join('\n');
}

function page(mail: WelcomeMail): Html {
  const address = (url: string) => (mail.simulated ? html`<span>${url}</span>` : html`<a href="${url}">${url}</a>`);
  return html`<p>Your ${mail.storeTypeLabel} store has been set up, and a test order was placed in it.</p>
    <dl>
      <dt>Shop</dt>
      <dd>${address(mail.storeUrl)}</dd>
      <dt>Admin</dt>
      <dd>${address(mail.adminUrl)}</dd>
    </dl>
    ${mail.simulated ? html`<p>${WHY_OFF}</p>` : ''}
    <p><a href="${mail.dashboardUrl}">Reveal the credentials</a></p>
    <p>${NO_PASSWORD}</p>`;
}
