/** The page: what is shown, and what the buttons do. */
import { beginSignIn, finishSignIn, getAccessToken, signOut } from './tokens.js';

const { apiUrl } = await (await fetch('/settings.json')).json();
const element = (id) => document.getElementById(id);

function show(message, isSignedIn) {
  element('message').textContent = message;
  element('sign-in').hidden = isSignedIn;
  element('reload').hidden = !isSignedIn;
  element('sign-out').hidden = !isSignedIn;
}

async function showStock() {
  const response = await fetch(apiUrl, { headers: { authorization: `Bearer ${await getAccessToken()}` } });
  if (response.status === 401) return show('You were signed out. Please sign in again.', false);
  const { stock } = await response.json();
  show(stock.map(({ article, pieces }) => `${article}: ${pieces}`).join(', '), true);
}

/** Runs what a button does; what goes wrong is shown. */
const run = (action) => async () => {
  try {
    await action();
  } catch (error) {
    console.error(error);
    show(error.error === 'access_denied' ? 'You did not grant access.' : `That did not work: ${error.message}`, false);
  }
};

element('sign-in').addEventListener('click', run(beginSignIn));
element('reload').addEventListener('click', run(showStock));
element('sign-out').addEventListener(
  'click',
  run(async () => {
    await signOut();
    show('You are signed out.', false);
  }),
);

if (location.pathname === '/callback') {
  await run(async () => {
    await finishSignIn();
    await showStock();
  })();
} else {
  show('Sign in to see the stock.', false);
}
