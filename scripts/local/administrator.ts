import { execa } from 'execa';

/** The administrator of a cluster at the command line. Each call rejects with what the program said. */
export class Administrator {
  readonly kubeconfig: string;
  readonly #programs: Record<'kubectl' | 'helm', string>;

  /** @param programs the paths of kubectl and helm */
  constructor(kubeconfig: string, programs: Record<'kubectl' | 'helm', string>) {
    this.kubeconfig = kubeconfig;
    this.#programs = programs;
  }

  /** Answers what kubectl prints; an object goes to its standard input as JSON, a text as it is. */
  kubectl(args: string[], input?: object | string): Promise<string> {
    return this.#run('kubectl', args, input);
  }

  helm(args: string[], input?: object | string): Promise<string> {
    return this.#run('helm', args, input);
  }

  /** kubectl that stays, such as one that forwards a port. It ends with this process, or when `ended` says so. */
  keeping(args: string[], ended: AbortSignal) {
    return execa(this.#programs.kubectl, args, {
      env: this.#env,
      stdin: 'ignore',
      reject: false,
      cancelSignal: ended,
    });
  }

  get #env() {
    return { KUBECONFIG: this.kubeconfig };
  }

  async #run(name: 'kubectl' | 'helm', args: string[], input: object | string = ''): Promise<string> {
    const text = typeof input === 'string' ? input : JSON.stringify(input);
    return (await execa(this.#programs[name], args, { env: this.#env, input: text })).stdout;
  }
}
