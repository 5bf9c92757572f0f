import { html } from './html.ts';
import { mailPage, type MailText } from './mail-page.ts';

export type DeletedMail = {
  storeName: string;
  /** Such as *WooCommerce*. */
  storeTypeLabel: string;
  /** Where the person ends sessions and revokes tokens. */
  settingsUrl: string;
};

/** The mail of a store that is gone. It is always sent: whoever did not ask for it has to hear of it. */
export function deletedMail({ storeName, storeTypeLabel, settingsUrl }: DeletedMail): MailText {
  const subject = `${storeName}: Deleted`;
  const sentence = `Your ${storeTypeLabel} store is gone, with its orders, files and credentials. Its name is free again.`;
  const doubt = 'You did not ask for this? End your sessions and revoke your tokens, then tell the administrator.';
  return {
    subject,
    text: [sentence, '', doubt, settingsUrl, ''].join('\n'),
    html: mailPage(
      subject,
      html`<p>${sentence}</p>
        <p>${doubt}</p>
        <p><a href="${settingsUrl}">Sessions and tokens</a></p>`,
    ),
  };
}
