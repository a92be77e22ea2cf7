import { generateKeyPairSync } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** The application and the person that every server knows. */
export const client = {
  id: 'bench',
  secret: 'bench-secret-7d1f0c2a9b8e4f6d',
  redirectUri: 'https://client.example/cb',
};

const curves = { ES256: 'P-256' };

/** A fresh pair of keys for signatures, as PEM and JWK. */
export function generateKeys(algorithm) {
  const { privateKey, publicKey } =
    algorithm === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: curves[algorithm] });
  return {
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    privateJwk: { ...privateKey.export({ format: 'jwk' }), alg: algorithm, use: 'sig', kid: 'bench' },
    privateKey,
    publicKey,
  };
}

const memorised = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const password = 'correct horse battery staple';
const passwordHash = await hash(password, memorised);

/** The person that a password belongs to. The peers leave hashing to who uses them; this is how Grantry does it. */
export const person = {
  username: 'alice',
  password,
  proved: (given) => verify(passwordHash, given),
};
