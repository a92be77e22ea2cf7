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
  // Before it tells: whoever hears it may end this process at once.
  process.once('SIGTERM', () => storage.close().then(() => process.exit(0)));
  process.stdout.write('open\n');
  setInterval(quiet, 1000);
} catch (error) {
  process.stdout.write(`refused ${error.name} ${error.message}\n`);
  process.exit(1);
}
