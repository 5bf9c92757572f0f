import { html, type Html } from './html.ts';

export type MailText = { subject: string; text: string; html: string };

/** The frame of all mails: reads in a narrow window and in the dark, without tables, pictures or anything that is fetched. */
export function mailPage(title: string, content: Html): string {
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
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html> `.markup;
}
