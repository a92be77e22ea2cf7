/** The API behind nginx. It knows nothing of tokens: who comes this far has passed, and nginx says who it is. */
import { createServer } from 'node:http';

const { PORT = '3005' } = process.env;

const server = createServer((request, response) => {
  const answer = { for: request.headers['x-subject'], stock: [{ article: 'Teapot', pieces: 12 }] };
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
});

// Only nginx may reach it: whoever else could would name any subject.
server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`The API listens on http://127.0.0.1:${server.address().port}`);
});
