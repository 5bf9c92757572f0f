import { execa } from 'execa';
import { ok, wrong, type Finding } from './result.ts';

const HERE = 'this machine';

/** What a program says of its version; null when it is missing or says nothing. */
async function versionOf(program: string, args: string[], pattern: RegExp): Promise<string | null> {
  const { exitCode, stdout } = await execa(program, args, { reject: false, stdin: 'ignore', timeout: 15_000 });
  return exitCode === 0 ? (pattern.exec(stdout)?.[1] ?? null) : null;
}

const INSTALL = { helm: 'https://helm.sh/docs/intro/install', kubectl: 'https://kubernetes.io/docs/tasks/tools' };

function judgeNode(): Finding {
  const { version } = process;
  if (Number.parseInt(version.slice(1), 10) >= 24) return ok(HERE, `Node.js ${version}`);
  return wrong(HERE, `Node.js ${version} is too old`, 'Install version 24 or newer: https://nodejs.org');
}

async function judgeHelm(): Promise<Finding> {
  const version = await versionOf('helm', ['version', '--template', '{{.Version}}'], /^(v\S+)/);
  if (version === null) return wrong(HERE, 'helm is missing', `Install helm 4: ${INSTALL.helm}`);
  if (version.startsWith('v4.')) return ok(HERE, `helm ${version}`);
  return wrong(HERE, `helm ${version}, and helm 4 is needed`, `Install helm 4: ${INSTALL.helm}`);
}

async function judgeKubectl(): Promise<Finding> {
  const version = await versionOf('kubectl', ['version', '--client', '--output=json'], /"gitVersion": "(v[^"]+)"/);
  return version === null
    ? wrong(HERE, 'kubectl is missing', `Install it: ${INSTALL.kubectl}`)
    : ok(HERE, `kubectl ${version}`);
}

/** The programs on PATH that the set-up scripts call. */
export const machineFindings = (): Promise<Finding[]> => Promise.all([judgeNode(), judgeHelm(), judgeKubectl()]);
