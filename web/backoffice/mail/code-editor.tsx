import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { liquid } from '@codemirror/lang-liquid';
import { bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { Annotation, EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import { styleNonce } from '../../shared/context.ts';

/** Puts a text where somebody types. */
export type Insert = (text: string) => void;

export interface CodeEditorProps {
  /** Names it, for those who do not see its label. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Told what inserts into this editor, as soon as somebody is in it. */
  readonly onFocus: (insert: Insert) => void;
  /** The id of the text that says what is wrong; left out where nothing is. */
  readonly describedBy?: string | undefined;
  readonly readOnly: boolean;
}

const fromOutside = Annotation.define<boolean>();

function attributesOf({ describedBy, label, readOnly }: CodeEditorProps): Record<string, string> {
  return {
    'aria-label': label,
    tabindex: '0',
    ...(describedBy !== undefined && { 'aria-describedby': describedBy, 'aria-invalid': 'true' }),
    ...(readOnly && { 'aria-readonly': 'true' }),
  };
}

/** The tabulator leads on to the next field, as everywhere on the pages. */
function createEditor(parent: HTMLElement, props: { readonly current: CodeEditorProps }): EditorView {
  const insert =
    (view: EditorView): Insert =>
    (text) => {
      view.dispatch(view.state.replaceSelection(text));
      view.focus();
    };
  const { readOnly, value } = props.current;
  const extensions = [
    EditorView.cspNonce.of(styleNonce),
    EditorView.contentAttributes.of(() => attributesOf(props.current)),
    EditorView.lineWrapping,
    EditorState.readOnly.of(readOnly),
    history(),
    keymap.of([...defaultKeymap, ...historyKeymap]),
    bracketMatching(),
    liquid(),
    syntaxHighlighting(classHighlighter),
    EditorView.updateListener.of(({ docChanged, focusChanged, state, transactions, view }) => {
      if (focusChanged && view.hasFocus) props.current.onFocus(insert(view));
      const typed = docChanged && !transactions.some((each) => each.annotation(fromOutside));
      if (typed) props.current.onChange(state.doc.toString());
    }),
  ];
  return new EditorView({ parent, state: EditorState.create({ doc: value, extensions }) });
}

/** A field for HTML or plain text with Liquid, in colours. */
export function CodeEditor(props: CodeEditorProps) {
  const parent = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(null);
  const latest = useRef(props);
  latest.current = props;
  const { describedBy, value } = props;
  useEffect(() => {
    if (parent.current === null) return;
    const view = createEditor(parent.current, latest);
    editor.current = view;
    return () => view.destroy();
  }, []);
  useEffect(() => {
    const view = editor.current;
    if (view === null || view.state.doc.toString() === value) return;
    const changes = { from: 0, to: view.state.doc.length, insert: value };
    view.dispatch({ changes, annotations: fromOutside.of(true) });
  }, [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the attributes are read anew when what is wrong changes
  useEffect(() => editor.current?.dispatch(), [describedBy]);
  return <div className="code-editor" ref={parent} />;
}
