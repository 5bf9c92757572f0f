import { html, type Html } from './html.ts';

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
export function welcomeMail(mail: WelcomeMail): { subject: string; text: string; html: string } {
  const state = mail.simulated ? 'Ready (simulated)' : 'Ready';
  const subject = `${mail.storeName}: ${state}`;
  return { subject, text: plain(mail, state), html: page(mail, state, subject).markup };
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

function page(mail: WelcomeMail, state: string, title: string): Html {
  const address = (url: string) => (mail.simulated ? html`<span>${url}</span>` : html`<a href="${url}">${url}</a>`);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>
          :root {
            color-scheme: light dark;
          }
          body {
            margin: 0;
            padding: 24px 16px;
            background: #ffffff;
            color: #18181b;
            font:
              16px/1.5 system-ui,
              sans-serif;
          }
          main {
            max-width: 560px;
            margin: 0 auto;
            overflow-wrap: anywhere;
          }
          h1 {
            font-size: 20px;
          }
          dt {
            color: #71717a;
          }
          dd {
            margin: 0 0 12px;
          }
          a {
            color: #1d4ed8;
          }
          @media (prefers-color-scheme: dark) {
            body {
              background: #09090b;
              color: #fafafa;
            }
            dt {
              color: #a1a1aa;
            }
            a {
              color: #93c5fd;
            }
          }
        </style>
      </head>
      <body>
        <main>
          <h1>${mail.storeName}: ${state}</h1>
          <p>Your ${mail.storeTypeLabel} store has been set up, and a test order was placed in it.</p>
          <dl>
            <dt>Shop</dt>
            <dd>${address(mail.storeUrl)}</dd>
            <dt>Admin</dt>
            <dd>${address(mail.adminUrl)}</dd>
          </dl>
          ${mail.simulated ? html`<p>${WHY_OFF}</p>` : ''}
          <p><a href="${mail.dashboardUrl}">Reveal the credentials</a></p>
          <p>${NO_PASSWORD}</p>
        </main>
      </body>
    </html> `;
}
