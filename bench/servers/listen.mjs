/** Tells who started this process what to ask, and answers how much it used. */

/** What a load needs to know: where the server is, the kind of work, and its requests. */
export function announce(facts) {
  process.send({ ready: facts });
}

/** The form and headers of a request with form parameters. */
export function formRequest(path, parameters, headers = {}) {
  return {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(parameters).toString(),
  };
}

/** What the process that started this one wants: the work to be ready for, and the algorithm of signatures. */
export const wanted = JSON.parse(process.env.BENCH ?? '{}');
