package io.patchbay.driver.gsm.at;

import java.util.function.Consumer;

/// Cuts what a modem sends into lines and prompts; bounded, whatever comes.
///
/// A line ends with CR or LF; empty ones are skipped. A `+CUSD` line goes on behind a line break
/// inside its quotes. Control characters are dropped and counted, and so is a line of more than
/// [#MAX_LINE].
final class AtTokenizer {
  /// The longest line kept; a longer one is skipped whole.
  static final int MAX_LINE = 4096;

  /// Stands for the prompt of TS 27.005 §3.5.1, `> ` at the beginning of a line.
  static final String PROMPT = "> ";

  private final Consumer<String> tokens;
  private final StringBuilder line = new StringBuilder();
  private boolean skipping;
  private long garbage;

  AtTokenizer(Consumer<String> tokens) {
    this.tokens = tokens;
  }

  /// Characters and over-long lines dropped so far.
  long garbage() {
    return garbage;
  }

  void clear() {
    line.setLength(0);
    skipping = false;
  }

  void receive(byte[] octets, int length) {
    for (int i = 0; i < length; i++) {
      receive((char) (octets[i] & 0xFF));
    }
  }

  private void receive(char c) {
    if (c == '\r' || c == '\n') {
      endOfLine();
    } else if (c < ' ' || c == 0x7F) {
      garbage++;
    } else if (skipping) {
      garbage++;
    } else if (line.length() >= MAX_LINE) {
      garbage += line.length() + 1L;
      line.setLength(0);
      skipping = true;
    } else {
      line.append(c);
      if (line.length() == PROMPT.length() && line.charAt(0) == '>' && c == ' ') {
        line.setLength(0);
        tokens.accept(PROMPT);
      }
    }
  }

  private void endOfLine() {
    skipping = false;
    if (line.isEmpty() || opensQuotes()) {
      return;
    }
    String text = line.toString().strip();
    line.setLength(0);
    if (!text.isEmpty()) {
      tokens.accept(text);
    }
  }

  /// A USSD text with a line break in it; but a final result inside it means that the quote was
  /// lost.
  private boolean opensQuotes() {
    if (line.indexOf("+CUSD:") != 0 || line.chars().filter(c -> c == '"').count() % 2 == 0) {
      return false;
    }
    String text = line.toString();
    if (text.endsWith("\nOK") || text.endsWith("\nERROR")) {
      return false;
    }
    if (line.charAt(line.length() - 1) != '\n') {
      line.append('\n');
    }
    return true;
  }
}
