/** Prints the credentials of a demo application as lines for a shell: `eval "$(node examples/demo-credentials.mjs)"`. */
import { readFileSync } from 'node:fs';

const [grant = 'client_credentials', side = 'backoffice'] = process.argv.slice(2);
const demo = JSON.parse(readFileSync(new URL('../var/demo.json', import.meta.url), 'utf8'));
const application = demo[side].applications.find((each) => each.grant === grant);

console.log(`export ISSUER='${demo.url}'`);
console.log(`export CLIENT_ID='${application.clientId}'`);
console.log(`export CLIENT_SECRET='${application.clientSecret}'`);
