package io.patchbay.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.patchbay.contract.document.DocumentException;
import io.patchbay.contract.document.DocumentFiles;
import io.patchbay.contract.document.Documents;
import io.patchbay.routing.RuleLanguage;
import io.patchbay.routing.pattern.Finding;
import io.patchbay.routing.pattern.PatternException;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// `./patchbay rule LANGUAGE RULES NUMBER…`: what rules make of numbers, a line each; `rule check
/// LANGUAGE RULES`: what is odd about the rules. Needs no gateway.
public final class RuleMain {
  /// A longer line of standard input is no number.
  private static final int MAX_LINE = 4096;

  private static final String CHECK = "check";
  private static final String DOCUMENTS = "--documents";
  private static final String DOT = "--dot-one-or-more";

  private static final Map<String, RuleLanguage> LANGUAGES =
      Map.of(
          "ht503", RuleLanguage.HT503,
          "goip", RuleLanguage.GOIP,
          "goip-strict", RuleLanguage.GOIP_STRICT);

  private RuleMain() {}

  /// Exit codes: 0 done, 1 output could not be written, 2 wrong command line or rules.
  public static void main(String[] arguments) {
    var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
    System.exit(run(List.of(arguments), System.in, new FileOutputStream(FileDescriptor.out), err));
  }

  static int run(List<String> arguments, InputStream in, OutputStream out, PrintStream err) {
    try (Writer lines =
        new BufferedWriter(new OutputStreamWriter(new BufferedOutputStream(out), UTF_8))) {
      return rule(arguments, in, lines);
    } catch (PatternException e) {
      err.println("patchbay: " + e.problem() + " at position " + (e.offset() + 1));
      e.caret().lines().forEach(line -> err.println("  " + line));
      return 2;
    } catch (StartFailure e) {
      err.println("patchbay: " + e.getMessage());
      return 2;
    } catch (IOException e) {
      err.println("patchbay: " + e.getMessage());
      return 1;
    }
  }

  private static int rule(List<String> arguments, InputStream in, Writer out)
      throws StartFailure, IOException {
    List<String> words = new ArrayList<>(arguments);
    boolean check = !words.isEmpty() && words.getFirst().equals(CHECK);
    if (check) {
      words.removeFirst();
    }
    Documents documents = check ? documents(words) : Documents.empty();
    boolean dot = !words.isEmpty() && words.getFirst().equals(DOT);
    if (dot) {
      words.removeFirst();
    }
    RuleLanguage language = language(words, dot);
    if (words.size() < 2) {
      throw new StartFailure("the rules are missing");
    }
    if (check) {
      check(language.check(words.get(1), RuleLanguage.emergencyNumbers(documents)), words, out);
      return 0;
    }
    UnaryOperator<String> rules = language.read(words.get(1));
    List<String> numbers = words.size() == 2 ? List.of("-") : words.subList(2, words.size());
    for (String number : numbers) {
      if (number.equals("-")) {
        stream(rules, in, out);
      } else {
        out.append(rules.apply(number)).append('\n');
      }
    }
    return 0;
  }

  /// Whose emergency numbers are to get through.
  private static Documents documents(List<String> words) throws StartFailure, IOException {
    if (words.isEmpty() || !words.getFirst().equals(DOCUMENTS)) {
      return Documents.empty();
    }
    if (words.size() == 1) {
      throw new StartFailure(DOCUMENTS + ": a directory or file is missing");
    }
    words.removeFirst();
    Path path = Path.of(words.removeFirst());
    try {
      return Documents.of(DocumentFiles.read(path, Map.of()));
    } catch (DocumentException e) {
      throw new StartFailure(String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      throw new StartFailure(DOCUMENTS + ": no such file: " + path, e);
    }
  }

  private static void check(List<Finding> findings, List<String> words, Writer out)
      throws StartFailure, IOException {
    if (words.size() > 2) {
      throw new StartFailure("rule check takes no numbers");
    }
    for (Finding finding : findings) {
      out.append(finding.toString()).append('\n');
    }
  }

  private static RuleLanguage language(List<String> words, boolean dot) throws StartFailure {
    String word = words.isEmpty() ? "" : words.getFirst();
    RuleLanguage language = LANGUAGES.get(word);
    if (language == null) {
      throw new StartFailure(
          (word.isEmpty() ? "a language is missing" : "unknown language '" + word + "'")
              + ": ht503, goip or goip-strict");
    }
    if (dot && language != RuleLanguage.HT503) {
      throw new StartFailure(DOT + " is of ht503");
    }
    return dot ? RuleLanguage.HT503_DOT_ONE_OR_MORE : language;
  }

  /// One number a line; what is answered is written before more is waited for.
  private static void stream(UnaryOperator<String> rules, InputStream in, Writer out)
      throws IOException {
    var lines = new BufferedReader(new InputStreamReader(in, UTF_8), 1 << 16);
    StringBuilder line = new StringBuilder();
    int c = lines.read();
    while (c >= 0) {
      if (c == '\n') {
        answer(rules, line, out);
        if (!lines.ready()) {
          out.flush();
        }
      } else if (line.length() <= MAX_LINE) {
        line.append((char) c);
      }
      c = lines.read();
    }
    if (!line.isEmpty()) {
      answer(rules, line, out);
    }
  }

  private static void answer(UnaryOperator<String> rules, StringBuilder line, Writer out)
      throws IOException {
    int last = line.length() - 1;
    if (last >= 0 && line.charAt(last) == '\r') {
      line.setLength(last);
    }
    out.append(rules.apply(line.length() > MAX_LINE ? "" : line.toString())).append('\n');
    line.setLength(0);
  }
}
