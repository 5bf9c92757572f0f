/** A request to the API server in the words of RBAC. */
export type ApiCall = { verb: string; resource: string; path: string };

/** The verbs that change something. */
export const WRITES = ['create', 'update', 'patch', 'delete', 'deletecollection'] as const;

const VERBS: Record<string, { object: string; collection: string }> = {
  GET: { object: 'get', collection: 'list' },
  POST: { object: 'create', collection: 'create' },
  PUT: { object: 'update', collection: 'update' },
  PATCH: { object: 'patch', collection: 'patch' },
  DELETE: { object: 'delete', collection: 'deletecollection' },
};

/** `/api/v1/…` or `/apis/<group>/<version>/…`, of a namespace or not: a resource, and perhaps an object with its subresource. */
const OBJECTS =
  /^\/(?:api|apis\/[^/]+)\/[^/]+\/(?:namespaces\/[^/]+\/(?=[^/]))?(?<resource>[^/]+)(?:\/(?<name>[^/]+)(?:\/(?<subresource>.+))?)?$/;

/** What a request asks for. What is no object, such as `/version` or `/apis`, is a resource by its path. */
export function readCall(method: string, url: string): ApiCall {
  const { pathname: path, searchParams } = new URL(url, 'https://api');
  const { resource, name, subresource } = OBJECTS.exec(path)?.groups ?? {};
  if (resource === undefined) return { verb: 'get', resource: path, path };
  const isWatch = method === 'GET' && searchParams.get('watch') === 'true';
  const verb = isWatch ? 'watch' : (VERBS[method]?.[name === undefined ? 'collection' : 'object'] ?? method);
  return { verb, resource: subresource === undefined ? resource : `${resource}/${subresource}`, path };
}
