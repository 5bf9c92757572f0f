import { OAuth2Server } from 'oauth2-mock-server';

export interface MockPerson {
  sub: string;
  email: string;
  email_verified: boolean;
  name?: string;
}

/** Speaks OpenID Connect as Google does, on this machine; whoever asks next is the person of `become`. Port 0: any that is free. */
export async function startMockGoogle(port = 0) {
  const server = new OAuth2Server();
  await server.issuer.keys.generate('RS256');
  await server.start(port, '127.0.0.1');
  let person: MockPerson;
  server.service.on('beforeTokenSigning', (token: { payload: object }) => Object.assign(token.payload, person));
  return {
    issuer: server.issuer.url ?? '',
    become: (next: MockPerson) => void (person = next),
    stop: () => server.stop(),
  };
}
