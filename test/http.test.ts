import { afterEach, expect, test } from 'vitest';
import { startHttp, type HttpServer, type Route } from '../src/http.ts';

let server: HttpServer | undefined;
afterEach(() => server?.stop());

const echo: Route = { path: '/hook', handle: (request, response) => void response.end(request.rawBody) };

async function start(routes: readonly Route[], healthy = true, errors: unknown[] = []): Promise<string> {
  server = await startHttp({ port: 0, routes, healthy: () => healthy, onError: (error) => void errors.push(error) });
  return `http://127.0.0.1:${server.port}`;
}
const post = (url: string, body: string, type = 'application/json'): Promise<Response> =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': type } });

test('/healthz tells whether all is ready', async () => {
  expect((await fetch(`${await start([])}/healthz`)).status).toBe(200);
  await server?.stop();
  expect((await fetch(`${await start([], false)}/healthz`)).status).toBe(503);
});

test('a route gets the body as it came', async () => {
  const response = await post(`${await start([echo])}/hook`, '{"a": 1}');
  expect(await response.text()).toBe('{"a": 1}');
});

test.each(['null', '[1]', '"text"', '{"a":', ''])('a JSON body of %s is refused with 400', async (body) => {
  expect((await post(`${await start([echo])}/hook`, body)).status).toBe(400);
});

test('a body over the limit is refused with 413', async () => {
  expect((await post(`${await start([echo])}/hook`, 'x'.repeat(5 * 1024 * 1024), 'text/plain')).status).toBe(413);
});

test('an unknown path is 404, another method 405', async () => {
  const root = await start([echo]);
  expect((await fetch(`${root}/other`)).status).toBe(404);
  expect((await fetch(`${root}/hook`)).status).toBe(405);
});

test('what a route throws is told and becomes a 500', async () => {
  const errors: unknown[] = [];
  const root = await start([{ path: '/hook', handle: () => Promise.reject(new Error('boom')) }], true, errors);
  expect((await post(`${root}/hook`, '{}')).status).toBe(500);
  expect(errors).toHaveLength(1);
});
