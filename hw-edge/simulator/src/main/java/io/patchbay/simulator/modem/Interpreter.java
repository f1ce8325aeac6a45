package io.patchbay.simulator.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Carries out command lines by a table of handlers.
final class Interpreter {
  /// Carries out one command.
  interface Handler {
    Reply handle(AtCommand command);
  }

  /// What a command line comes to.
  ///
  /// @param result final result code; empty when a body is awaited
  record Outcome(
      List<String> lines, String result, Duration delay, @Nullable Function<String, Reply> body) {
    Outcome {
      lines = List.copyOf(lines);
    }
  }

  private static final Map<Integer, String> CME_TEXT =
      Map.of(
          3, "Operation not allowed",
          4, "Operation not supported",
          10, "SIM not inserted",
          11, "SIM PIN required",
          12, "SIM PUK required",
          14, "SIM busy",
          16, "Incorrect password",
          30, "No network service",
          50, "Incorrect parameters",
          100, "Unknown error");

  private final Map<String, Handler> handlers = new HashMap<>();

  /// @throws IllegalArgumentException the name is taken
  void register(String name, Handler handler) {
    if (handlers.put(name, handler) != null) {
      throw new IllegalArgumentException("two handlers for " + name);
    }
  }

  /// Forgets the commands that a family has not.
  void keep(Predicate<String> offered) {
    handlers.keySet().removeIf(name -> !offered.test(name));
  }

  /// Carries out a line; empty when it does not begin with AT (modems ignore such lines).
  Optional<Outcome> execute(String line, IntSupplier cmee) {
    return AtParser.parse(line).map(commands -> executeAll(commands, cmee));
  }

  private Outcome executeAll(List<AtCommand> commands, IntSupplier cmee) {
    List<String> lines = new ArrayList<>();
    Duration delay = Duration.ZERO;
    for (AtCommand command : commands) {
      Reply reply = execute(command);
      if (reply instanceof Reply.Done(List<String> more, Duration wait)) {
        lines.addAll(more);
        delay = delay.plus(wait);
      } else {
        return finish(lines, reply, cmee.getAsInt());
      }
    }
    return new Outcome(lines, "OK", delay, null);
  }

  private Reply execute(AtCommand command) {
    Handler handler = handlers.get(command.name());
    return handler == null ? new Reply.CmeError(100) : handler.handle(command);
  }

  /// The outcome of a reply that ends a line.
  Outcome finish(List<String> lines, Reply reply, int cmee) {
    return switch (reply) {
      case Reply.Done(List<String> more, Duration wait) -> {
        List<String> all = new ArrayList<>(lines);
        all.addAll(more);
        yield new Outcome(all, "OK", wait, null);
      }
      case Reply.Final(String text) -> new Outcome(lines, text, Duration.ZERO, null);
      case Reply.CmeError(int code) -> new Outcome(lines, cme(code, cmee), Duration.ZERO, null);
      case Reply.CmsError(int code) ->
          new Outcome(lines, "+CMS ERROR: " + code, Duration.ZERO, null);
      case Reply.Prompt(Function<String, Reply> body) ->
          new Outcome(lines, "", Duration.ZERO, body);
    };
  }

  private static String cme(int code, int cmee) {
    return switch (cmee) {
      case 0 -> "ERROR";
      case 2 -> "+CME ERROR: " + CME_TEXT.getOrDefault(code, "Unknown error");
      default -> "+CME ERROR: " + code;
    };
  }
}
