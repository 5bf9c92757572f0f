import { ensureGenerated } from './generated.ts';
import { runMain } from './stop.ts';
import { runPlaywright, VISUAL } from './suites/playwright.ts';
import { summaryOf } from './suites/summary.ts';
import { inTestFolder } from './test-folder.ts';

/** Takes the pictures of the screens anew that are not as they are kept (tests/visual): look at them before they are committed. */
await runMain(async () => {
  await ensureGenerated();
  const result = await inTestFolder((folder) => runPlaywright(folder, [...VISUAL, '--update-snapshots=changed']));
  console.log(summaryOf(result));
  console.log('`git status tests/visual/screens` names the pictures that changed.');
  return result.failures.length > 0 ? 1 : 0;
});
