/** Speaks OpenID Connect as Google does, by https: whoever comes is the person whose address is the first argument. */
import { OAuth2Server } from 'oauth2-mock-server';

const [email = '', key, certificate] = process.argv.slice(2);
const person = { sub: email, email, email_verified: true, name: 'Ada Lovelace' };

const google = new OAuth2Server(key, certificate);
google.issuer.url = 'https://accounts.google.com';
await google.issuer.keys.generate('RS256');
google.service.on('beforeTokenSigning', (token: { payload: object }) => Object.assign(token.payload, person));
await google.start(443, '0.0.0.0');
