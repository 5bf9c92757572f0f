import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { inject } from 'vitest';

const run = promisify(execFile);

/** Such as `delete pods`, `create pods/exec`, `get jobs.batch`. */
type Question = string;

/** Which of the questions the API server answers with yes for the platform's account in that namespace. */
export async function grantedOf(namespace: string, questions: readonly Question[]): Promise<Question[]> {
  const { kubeconfigs, tools } = inject('instance');
  const args = ['create', '-f', '-', '--output', 'jsonpath={.status.allowed}{"\\n"}'];
  const running = run(tools.kubectl, ['--kubeconfig', kubeconfigs.app, ...args]);
  const items = questions.map((question) => reviewOf(namespace, question));
  running.child.stdin?.end(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  const answers = (await running).stdout.trim().split('\n');
  if (answers.length !== questions.length) throw new Error(`${questions.length} questions, ${answers.length} answers`);
  return questions.filter((_, index) => answers[index] === 'true');
}

function reviewOf(namespace: string, question: Question) {
  const [verb, what = ''] = question.split(' ');
  const [kind = '', subresource] = what.split('/');
  const [resource, ...group] = kind.split('.');
  const resourceAttributes = { namespace, verb, resource, subresource, group: group.join('.') };
  return { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec: { resourceAttributes } };
}
