package io.patchbay.sms.ussd;

import io.patchbay.contract.Fault;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.proto.event.v1.LineEventRecord;
import io.patchbay.proto.sms.v1.SendUssdRequest;
import io.patchbay.proto.sms.v1.UssdReply;
import io.patchbay.sms.control.UssdLines;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Gives a line what is to be said and waits for what the network says to it. Thread-safe; calls
/// block.
///
/// The words of the network come by the topic of line events, so each replica hears all of them and
/// knows those it waits for by the name of the dialogue.
public final class UssdDesk {
  private static final int USUAL_WAIT_MS = 60_000;
  private static final int LONGEST_WAIT_MS = 170_000;
  private static final int LONGEST_TEXT = 182;
  private static final int LONGEST_NAME = 64;

  private final UssdLines lines;
  private final Supplier<String> ids;
  private final Consumer<UssdReply> replies;
  private final Map<String, CompletableFuture<UssdReply>> waiting = new ConcurrentHashMap<>();

  /// @param ids makes names of dialogues and commands
  /// @param replies hears what every network says
  public UssdDesk(UssdLines lines, Supplier<String> ids, Consumer<UssdReply> replies) {
    this.lines = lines;
    this.ids = ids;
    this.replies = replies;
  }

  /// Returns with what the network says.
  ///
  /// @throws Fault the request is wrong, the line refuses, or nothing comes in time
  public UssdReply send(SendUssdRequest request) {
    String line = name("line", request.getLine());
    String session =
        request.getSession().isEmpty() ? ids.get() : name("session", request.getSession());
    String text = text(request.getText());
    int wait = request.getTimeoutMs() == 0 ? USUAL_WAIT_MS : request.getTimeoutMs();
    if (wait < 0 || wait > LONGEST_WAIT_MS) {
      throw new Fault(
          Fault.Kind.INVALID,
          "timeout_ms: at most " + LONGEST_WAIT_MS + ", not " + Integer.toUnsignedString(wait));
    }
    var reply = new CompletableFuture<UssdReply>();
    String key = key(line, session);
    if (waiting.putIfAbsent(key, reply) != null) {
      throw new Fault(
          Fault.Kind.CONFLICT, "session " + session + ": the network has not answered yet");
    }
    try {
      lines.send(line, session, ids.get(), text, wait);
      return reply.get(wait, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw new Fault(
          Fault.Kind.TIMED_OUT,
          "line "
              + line
              + ", session "
              + session
              + ": the network said nothing in "
              + wait
              + " ms");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // nobody fails it
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Fault(Fault.Kind.UNAVAILABLE, "the service stops");
    } finally {
      waiting.remove(key, reply);
    }
  }

  /// Ends a dialogue.
  ///
  /// @throws Fault there is no such dialogue, or the line cannot be reached
  public void cancel(String line, String session) {
    lines.cancel(name("line", line), name("session", session), ids.get());
  }

  /// Takes what happened on a line; what is not USSD is passed over.
  public void heard(LineEventRecord record) {
    LineEvent event = record.getEvent();
    if (!event.hasUssd()) {
      return;
    }
    UssdReply reply =
        UssdReply.newBuilder()
            .setLine(event.getLine())
            .setSession(event.getUssd().getSession())
            .setText(event.getUssd().getText())
            .setState(event.getUssd().getState())
            .setAt(event.getAt())
            .build();
    CompletableFuture<UssdReply> waiter = waiting.get(key(reply.getLine(), reply.getSession()));
    if (waiter != null) {
      waiter.complete(reply);
    }
    replies.accept(reply);
  }

  private static String key(String line, String session) {
    return line + "/" + session;
  }

  private static String name(String field, String value) {
    if (value.isEmpty() || value.length() > LONGEST_NAME) {
      throw new Fault(
          Fault.Kind.INVALID,
          field + ": 1 to " + LONGEST_NAME + " characters expected, not " + value.length());
    }
    return value;
  }

  private static String text(String text) {
    boolean printable = text.chars().allMatch(c -> c >= ' ' && c < 0x7F && c != '"');
    if (text.isEmpty() || text.length() > LONGEST_TEXT || !printable) {
      throw new Fault(
          Fault.Kind.INVALID,
          "text: 1 to "
              + LONGEST_TEXT
              + " printable ASCII characters without quotation marks expected");
    }
    return text;
  }
}
