import { expect, test } from 'vitest';
import { html } from './html.ts';

test('text stays text, whatever it contains', () => {
  const name = `<img src=x onerror="alert(1)">&'`;
  expect(html`<b title="${name}">${name}</b>`.markup).toBe(
    '<b title="&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;&#39;">&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;&#39;</b>',
  );
});

test('markup of the tag goes in as it is', () => {
  expect(html`<p>${html`<b>${'<'}</b>`}</p>`.markup).toBe('<p><b>&lt;</b></p>');
});
