import type { Command } from 'commander';
import { createProgram } from './program.ts';

function helpOf(command: Command): string {
  let written = '';
  command.configureOutput({ writeOut: (text) => (written += text), getOutHelpWidth: () => 100 });
  command.outputHelp();
  return written.trimEnd();
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}

function leaves(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

/** The reference of the command line, as Markdown, from the help of its commands. */
export function describeCommandLine(): string {
  const program = createProgram();
  const parts = leaves(program).map((command) => `## ${nameOf(command)}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n`);
  const head = `# The command line

In a checkout, \`npm run grantry -- …\` runs it. Commands that need the database open it themselves; where a running
server has the embedded database open, they talk to that server. Secrets come from standard input or files, never from
arguments. \`--json\` prints results for machines.
`;
  return `${head}\n${parts.join('\n')}`;
}
