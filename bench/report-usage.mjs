// Loaded into every server under load, so that each tells what it used in the same way.
process.on('message', (message) => {
  if (message === 'usage') process.send({ usage: { ...process.cpuUsage(), rss: process.memoryUsage.rss() } });
  if (message === 'stop') process.kill(process.pid, 'SIGTERM');
});
// The channel must not keep a server alive that wants to end.
process.channel?.unref();
