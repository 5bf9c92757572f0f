const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that is safe as it stands. Only the tag `html` makes it. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

/** Text in a template becomes text in the page, whatever it contains; only Html goes in as markup. */
export function html(parts: TemplateStringsArray, ...values: ReadonlyArray<string | Html>): Html {
  const shown = values.map((value) => (value instanceof Html ? value.markup : escapeHtml(value)));
  return new Html(parts.reduce((markup, part, index) => markup + (shown[index - 1] ?? '') + part));
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
