import { kubectl } from './cluster.ts';

const SECURITY = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  runAsUser: 10_001,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};
const LIMITS = { cpu: '50m', memory: '32Mi' };
/** A refused connection answers at once; one that a policy drops never does. */
const PATIENCE_SECONDS = 2;

/** A pod that does nothing but try connections, in the place and with the labels of whoever it stands for. */
export class Probe {
  readonly #namespace: string;
  readonly #name: string;

  private constructor(namespace: string, name: string) {
    this.#namespace = namespace;
    this.#name = name;
  }

  static async in(namespace: string, name: string, labels: Record<string, string>): Promise<Probe> {
    const container = {
      name: 'probe',
      image: 'busybox:1.37',
      imagePullPolicy: 'IfNotPresent',
      command: ['sleep', '3600'],
      securityContext: SECURITY,
      resources: { requests: LIMITS, limits: LIMITS },
    };
    const spec = { automountServiceAccountToken: false, terminationGracePeriodSeconds: 0, containers: [container] };
    await kubectl(['apply', '-f', '-'], {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace, labels },
      spec,
    });
    await kubectl(['wait', '--for=condition=Ready', `pod/${name}`, '--namespace', namespace, '--timeout=60s']);
    return new Probe(namespace, name);
  }

  /** Whether a TCP connection can be made. */
  async reaches(host: string, port: number): Promise<boolean> {
    const script = `nc -w ${PATIENCE_SECONDS} ${host} ${port} </dev/null >/dev/null 2>&1 && echo reached || echo not`;
    const pod = ['--namespace', this.#namespace, this.#name];
    const answer = await kubectl([
      'exec',
      ...pod,
      '--',
      'timeout',
      String(PATIENCE_SECONDS + 1),
      'sh',
      '-c',
      script,
    ]).catch(() => 'not');
    return answer.trim() === 'reached';
  }

  /** Whether a name is resolved. */
  async resolves(name: string): Promise<boolean> {
    const pod = ['--namespace', this.#namespace, this.#name];
    return kubectl(['exec', ...pod, '--', 'nslookup', name]).then(
      () => true,
      () => false,
    );
  }

  async remove(): Promise<void> {
    await kubectl(['delete', 'pod', this.#name, '--namespace', this.#namespace, '--ignore-not-found', '--wait=true']);
  }
}
