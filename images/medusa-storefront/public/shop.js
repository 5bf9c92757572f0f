// Comfort only: every page works without this. Links and forms marked `data-swap` change the page in place, keeping focus and scroll,
// and say aloud what came of it; a form marked `data-once` can be sent once.

const focusOn = (id) => {
  const wanted = id && document.getElementById(id);
  (wanted && !wanted.disabled ? wanted : document.getElementById('main')).focus({ preventScroll: true });
};

const swap = async (address, options) => {
  const focused = document.activeElement?.id;
  const answer = await fetch(address, options);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const id of ['main', 'to-cart']) document.getElementById(id).replaceWith(page.getElementById(id));
  document.title = page.title;
  document.getElementById('announcement').textContent =
    document.querySelector('[data-announcement]')?.textContent ?? '';
  history.replaceState(null, '', answer.url);
  focusOn(focused);
};

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-swap]');
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  swap(link.pathname + link.search).catch(() => location.assign(link.href));
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  const button = event.submitter;
  if (form.matches('[data-swap]')) {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, button));
    swap(form.action, { method: 'POST', body }).catch(() => location.reload());
  }
  if (form.matches('[data-once]')) {
    if (form.ariaBusy) return event.preventDefault();
    form.ariaBusy = 'true';
    button.dataset.words = button.textContent;
    button.textContent = form.dataset.once;
  }
});

// Back from another page: the browser shows this one as it was left.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});
