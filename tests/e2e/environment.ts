/** The app under test with development sign-in. */
export const consoleUrl = () => variable('E2E_BASE_URL');

/** An administrator of that app, once they have signed in. */
export const adminEmail = () => variable('E2E_ADMIN_EMAIL');

/** A second app of the same code, whose Google is the mock at `googleIssuer()`. */
export const googleUrl = () => variable('E2E_GOOGLE_URL');

/** Where the mock has to listen: the GOOGLE_ISSUER of the app at `googleUrl()`. */
export const googleIssuer = () => new URL(variable('E2E_GOOGLE_ISSUER'));

/** The administrator's kubeconfig of the cluster below, for tests that break something in it. */
export const kubeconfig = () => variable('E2E_KUBECONFIG');

/** The owner of the rows below, for tests that need more of them than a person makes. */
export const databaseUrl = () => variable('E2E_DATABASE_URL');

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Run "./scripts/test e2e", which starts what these tests need.`);
  return value;
}
