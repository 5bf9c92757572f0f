import { sendToApp } from './app-call.ts';
import type { Core } from './core.ts';

/** How often an app that does not answer is looked for. */
const searchMs = 500;
/** The first answer of an app that has just started may take seconds; one that takes longer is asked again. */
const registrationMs = 10_000;

/**
 * Asks the app for its functions again and again: soon while it does not answer, seldom while it does, so that a restarted
 * app is found. The app answers by a registration (POST /fn/register). Logs changes only. Returns how to stop.
 */
export function keepInSync(core: Core): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let lastState = '';

  const note = (state: string) => {
    if (state !== lastState) {
      lastState = state;
      core.log(state);
    }
  };

  const ask = async () => {
    let wait = searchMs;
    try {
      const answer = await sendToApp('PUT', new URL(core.settings.appUrl), '', core.settings.signingKey, {
        signal: AbortSignal.timeout(registrationMs),
      });
      if (answer.status === 200) {
        wait = core.settings.syncMs;
        note('The app is registered');
      } else {
        note(`The app answered ${answer.status} to the request to register: ${answer.body.slice(0, 500)}`);
      }
    } catch {
      note('Waiting for the app to answer');
    }
    if (!isStopped) {
      timer = setTimeout(ask, wait);
    }
  };
  void ask();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
