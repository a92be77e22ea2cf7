import { Worker } from 'node:worker_threads';
import type { MailTexts, readFields, renderParts, TemplateValue } from './template-engine.mjs';

type Rendered = ReturnType<typeof renderParts>;
type ReadFields = ReturnType<typeof readFields>;

/** Where templates that people edit are run: in a thread of their own that is ended when they take too long. */
export interface TemplateSandbox {
  render(sources: MailTexts, data: TemplateValue): Promise<Rendered>;
  /** The fields that templates name. */
  fields(sources: MailTexts): Promise<ReadFields>;
  close(): Promise<void>;
}

const startsWithin = 20_000;
const tooLong = { problem: { part: 'html', message: 'It takes too long or too much memory.' } } as const;

interface Thread {
  readonly worker: Worker;
  readonly ready: Promise<void>;
}

function startThread(): Thread {
  const worker = new Worker(new URL('../mail/template-worker.mjs', import.meta.url), {
    env: {},
    execArgv: [],
    stdin: false,
    resourceLimits: { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 16, stackSizeMb: 2 },
  });
  worker.unref();
  const ready = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the thread for templates did not start')), startsWithin);
    timer.unref();
    worker.once('message', () => {
      clearTimeout(timer);
      resolve();
    });
    worker.once('error', reject);
  });
  // Somebody waits for it before anything is asked.
  ready.catch(() => undefined);
  return { worker, ready };
}

/** Asks a thread once. Null when it did not answer in time or ended. */
function ask(worker: Worker, question: object, milliseconds: number): Promise<unknown> {
  return new Promise((resolve) => {
    const done = (answer: unknown) => {
      clearTimeout(timer);
      worker.off('message', answered).off('error', failed).off('exit', failed);
      resolve(answer);
    };
    const answered = ({ result }: { readonly result: unknown }) => done(result);
    const failed = () => done(null);
    const timer = setTimeout(failed, milliseconds);
    worker.on('message', answered).on('error', failed).on('exit', failed);
    worker.postMessage(question);
  });
}

/** Makes the sandbox; its thread starts with the first template. `timeLimit` in milliseconds for each. */
export function createTemplateSandbox(timeLimit = 1_000): TemplateSandbox {
  let thread: Thread | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  async function end(): Promise<void> {
    const ended = thread;
    thread = null;
    await ended?.worker.terminate();
  }

  async function run(sources: MailTexts, data: TemplateValue | null): Promise<unknown> {
    thread ??= startThread();
    const { ready, worker } = thread;
    try {
      await ready;
    } catch (error) {
      await end();
      throw error;
    }
    const answer = await ask(worker, { sources, data }, timeLimit);
    if (answer !== null) return answer;
    await end();
    return tooLong;
  }

  function inTurn(sources: MailTexts, data: TemplateValue | null): Promise<unknown> {
    const result = turn.then(() => run(sources, data));
    turn = result.catch(() => undefined);
    return result;
  }

  return {
    render: async (sources, data) => (await inTurn(sources, data)) as Rendered,
    fields: async (sources) => (await inTurn(sources, null)) as ReadFields,
    close: end,
  };
}
