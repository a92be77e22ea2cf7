import { join, relative } from 'node:path';
import type { Config } from '../config/config-schema.ts';
import type { DemoCredentials } from '../demo/demo-data.ts';
import type { RunningServer } from '../server.ts';

function demoText({ backoffice, storefront, url }: DemoCredentials, stateDir: string): string {
  const application = backoffice.applications.find(({ grant }) => grant === 'client_credentials');
  const [administrator] = backoffice.users;
  const [buyer] = storefront.users;
  const credentials = `-d client_id=${application?.clientId} -d client_secret=${application?.clientSecret}`;
  return `
  Back-office                  ${url}/admin
  Sign in to the back-office   ${administrator?.username}  ${administrator?.password}
  Storefront account           ${url}/account
  Sign in to the storefront    ${buyer?.email}  ${buyer?.password}
  Everybody and everything     ${readablePath(join(stateDir, 'demo.json'))}

  Fetch a token, then call the API with it:

TOKEN=$(curl -s ${url}/oauth2-token -d grant_type=client_credentials ${credentials} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl -s ${url}/api/users -H "Accept: application/vnd.api+json" -H "Authorization: Bearer $TOKEN"
`;
}

/** A path as people would type it here: relative where it lies below. */
function readablePath(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
}

function setUpText(link: string): string {
  return `
  There is no administrator yet. Open this link within 30 minutes; it works once:
    ${link}
`;
}

/** What the console shows once the server listens. Only a demo's credentials are ever printed. */
export function welcomeText({ demo, setUpLink, url, services }: RunningServer, config: Config): string {
  const keys =
    services.keys.current() === null ? '\n  The encryption key does not exist. Run: grantry keys generate\n' : '';
  const demoPart = demo === null ? '' : demoText(demo, config.server.stateDir);
  const setUpPart = setUpLink === null ? '' : setUpText(setUpLink);
  return `\n  Grantry is ready at ${url}\n${keys}${demoPart}${setUpPart}\n  API documentation  ${url}/api/doc   ${url}/storefront/api/doc\n  Stop with Ctrl+C\n`;
}
