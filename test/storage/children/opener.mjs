// Opens the database of a state directory, tells so, and keeps it until it is ended.
const [sources, stateDir, controlSocket] = process.argv.slice(2);
const { openStorage } = await import(`${sources}/storage/open-storage.js`);
const quiet = () => {};
try {
  const storage = await openStorage({
    stateDir,
    controlSocket,
    log: { info: quiet, warn: quiet, error: quiet },
    cryptography: { digest: (text) => text },
  });
  process.stdout.write('open\n');
  process.once('SIGTERM', () => storage.close().then(() => process.exit(0)));
  setInterval(quiet, 1000);
} catch (error) {
  process.stdout.write(`refused ${error.name} ${error.message}\n`);
  process.exit(1);
}
