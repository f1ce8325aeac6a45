package io.patchbay.trunk.feature;

import io.patchbay.contract.Fault;
import io.patchbay.proto.edge.v1.SendMessageRequest;
import io.patchbay.trunk.edge.MessageDoor;
import io.patchbay.trunk.sip.IncomingRequest;
import io.patchbay.trunk.sip.Reply;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// MESSAGE from an extension to another is delivered at once; any other from an extension or trunk
/// becomes a short message (RFC 3428 §7): 202 once the ledger has it.
public final class MessageFeature implements SipFeature {
  private static final int MAX_CHARS = 5000;

  private final Callers callers;
  private final ShortMessages door;
  private final Predicate<String> extensions;
  private final MessageDoor inside;

  /// Where short messages go.
  @FunctionalInterface
  public interface ShortMessages {
    /// Hands one message over.
    ///
    /// @param done empty: accepted
    void send(
        String requestId,
        String origin,
        String to,
        String text,
        Consumer<Optional<Fault.Kind>> done);
  }

  /// @param extensions is it one of ours?
  /// @param inside delivers to it
  public MessageFeature(
      Callers callers, ShortMessages door, Predicate<String> extensions, MessageDoor inside) {
    this.callers = callers;
    this.door = door;
    this.extensions = extensions;
    this.inside = inside;
  }

  @Override
  public String method() {
    return "MESSAGE";
  }

  @Override
  public void request(IncomingRequest request, Consumer<Reply> answer) {
    switch (callers.identify(request)) {
      case Callers.Caller.Refused(Reply reply) -> answer.accept(reply);
      case Callers.Caller.Extension(String name) -> {
        if (extensions.test(request.requestUser())) {
          deliver(name, request, answer);
        } else {
          send("extension/" + name, request, answer);
        }
      }
      case Callers.Caller.Trunk trunk -> send("trunk/" + trunk.name(), request, answer);
    }
  }

  /// What the other one answers is the answer.
  private void deliver(String from, IncomingRequest request, Consumer<Reply> answer) {
    if (request.body().isEmpty() || request.body().length() > MAX_CHARS) {
      answer.accept(Reply.of(request.body().isEmpty() ? 400 : 413));
      return;
    }
    inside.send(
        SendMessageRequest.newBuilder()
            .setExtension(request.requestUser())
            .setFrom(from)
            .setText(request.body())
            .build(),
        done -> answer.accept(Reply.of(done.getSipStatus())));
  }

  private void send(String origin, IncomingRequest request, Consumer<Reply> answer) {
    String to = request.requestUser();
    String text = request.body();
    if (!to.matches("[+]?[0-9*#]{1,32}")) {
      answer.accept(Reply.of(404));
    } else if (text.isEmpty() || text.length() > MAX_CHARS) {
      answer.accept(Reply.of(text.isEmpty() ? 400 : 413));
    } else {
      String id = request.callId() + "/" + request.cseq();
      door.send(
          id,
          origin,
          to,
          text,
          fault -> answer.accept(Reply.of(fault.map(MessageFeature::status).orElse(202))));
    }
  }

  private static int status(Fault.Kind kind) {
    return switch (kind) {
      case INVALID -> 400;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case NO_CAPACITY, UNAVAILABLE -> 503;
      case TIMED_OUT -> 504;
      case CONFLICT -> 500;
    };
  }
}
