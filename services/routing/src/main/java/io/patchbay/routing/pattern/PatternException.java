package io.patchbay.routing.pattern;

/// Rules that cannot be read; the message shows them, what was expected, and where.
public final class PatternException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 60;

  private final String text;
  private final int offset;
  private final String problem;

  /// What is wrong at a character.
  ///
  /// @param what the rules are called: `pattern`, `rule`
  /// @param offset of the character, from 0; the length of the text: at its end
  public PatternException(String what, String text, int offset, String problem) {
    super(what + " `" + shown(text, offset) + "`: " + problem + " at position " + (offset + 1));
    this.text = text;
    this.offset = offset;
    this.problem = problem;
  }

  /// All of what was read.
  public String text() {
    return text;
  }

  /// The character it is about, from 0.
  public int offset() {
    return offset;
  }

  /// What was expected, or is wrong.
  public String problem() {
    return problem;
  }

  /// The text around the character, and below it a caret under the character.
  public String caret() {
    int from = from(text, offset);
    String shown = shown(text, offset);
    return shown + "\n" + " ".repeat(offset - from + (from > 0 ? 1 : 0)) + "^";
  }

  private static int from(String text, int offset) {
    return text.length() <= SHOWN ? 0 : Math.max(0, offset - SHOWN / 2);
  }

  private static String shown(String text, int offset) {
    int from = from(text, offset);
    int to = Math.min(text.length(), from + SHOWN);
    StringBuilder shown = new StringBuilder(from > 0 ? "…" : "");
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) ? '·' : c);
    }
    return shown.append(to < text.length() ? "…" : "").toString();
  }
}
