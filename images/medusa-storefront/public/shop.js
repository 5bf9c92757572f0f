// Comfort only: every page works without this. What is marked changes the page in place, keeping focus and what was typed, and what
// came of it is read out:
//   a, form [data-swap]       follow the link or send the form, and show the new content
//   input, select [data-update="ids"]   on a change send the form as a draft, and show the parts with these ids anew
//   form [data-once="words"]  send it once, with these words on the button meanwhile

const CONTENT = ['main', 'to-cart'];

const focusOn = (id) => {
  const wanted = id && document.getElementById(id);
  (wanted && !wanted.disabled ? wanted : document.getElementById('main')).focus({ preventScroll: true });
};

/** Shows these parts of the answer in place of the page's own. */
const swap = async (ids, address, options) => {
  const answer = await fetch(address, options);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const parts = ids.map((id) => [document.getElementById(id), page.getElementById(id)]);
  if (parts.flat().includes(null)) throw new Error(`${answer.url} is another page`);
  const focused = document.activeElement?.id;
  for (const [old, part] of parts) old.replaceWith(part);
  if (!document.contains(document.activeElement) || document.activeElement === document.body) focusOn(focused);
  document.title = page.title;
  const news = document.querySelector('[data-announcement]')?.dataset.announcement ?? '';
  document.getElementById('announcement').textContent = news;
  return answer.url;
};

const follow = async (address, options) => history.replaceState(null, '', await swap(CONTENT, address, options));

const bodyOf = (form, submitter) => ({ method: 'POST', body: new URLSearchParams(new FormData(form, submitter)) });

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-swap]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  follow(link.pathname + link.search).catch(() => location.assign(link.href));
});

document.addEventListener('change', ({ target }) => {
  if (!target.dataset.update) return;
  const draft = bodyOf(target.form);
  draft.body.set('update', '1');
  swap(target.dataset.update.split(' '), target.form.action, draft)
    .then(removeUpdateButtons)
    .catch(() => location.reload());
});

document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  if (form.matches('[data-swap]')) {
    event.preventDefault();
    follow(form.action, bodyOf(form, submitter)).catch(() => location.reload());
  }
  if (form.matches('[data-once]')) {
    if (form.ariaBusy) event.preventDefault();
    form.ariaBusy = 'true';
    if (submitter) submitter.textContent = form.dataset.once;
  }
});

/** With this script nobody needs them, and the first button of a form is the one that Enter presses. */
const removeUpdateButtons = () => document.querySelectorAll('button[name=update]').forEach((button) => button.remove());
removeUpdateButtons();

// Back from another page: the browser would show this one as it was left, busy.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
