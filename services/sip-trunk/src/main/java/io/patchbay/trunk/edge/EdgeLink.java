package io.patchbay.trunk.edge;

import io.grpc.stub.StreamObserver;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.EdgeDown;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.edge.v1.Refused;
import io.patchbay.trunk.sdp.Encoding;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One edge process: the stream to it, and the commands it has not answered. Outlives a stream, not
/// the process.
///
/// Thread-safe, without locks. Commands go out in the order given, and again, by the same ids, when
/// a stream comes back.
final class EdgeLink {
  private static final int DEFAULT_DEADLINE_MS = 5000;
  private static final int GRACE_MS = 1000;
  private static final int MAX_PENDING = 20_000;

  private final String edge;
  private final String incarnation;
  private final ConcurrentMap<String, Pending> pending = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicInteger attachments = new AtomicInteger();
  private volatile @Nullable Outbox outbox;
  private volatile boolean primary;
  private volatile boolean faxModems;
  private volatile Set<Encoding> codecs = Set.of();

  private static final class Pending {
    private final long number;
    private final Command command;
    private final long dueNanos;
    private final Consumer<CommandResult> done;
    private volatile @Nullable Outbox sentTo;

    Pending(long number, Command command, long dueNanos, Consumer<CommandResult> done) {
      this.number = number;
      this.command = command;
      this.dueNanos = dueNanos;
      this.done = done;
    }

    void sendTo(Outbox to) {
      sentTo = to;
      to.send(EdgeDown.newBuilder().setCommand(command).build());
    }
  }

  EdgeLink(String edge, String incarnation) {
    this.edge = edge;
    this.incarnation = incarnation;
  }

  String edge() {
    return edge;
  }

  String incarnation() {
    return incarnation;
  }

  boolean attached() {
    return outbox != null;
  }

  /// Commands the edge has not answered.
  int unanswered() {
    return pending.size();
  }

  /// Streams so far.
  int attachments() {
    return attachments.get();
  }

  boolean primary() {
    return primary;
  }

  void primary(boolean named) {
    primary = named;
  }

  /// What it can code; empty: it has not said.
  Set<Encoding> codecs() {
    return codecs;
  }

  /// Can it join T.38 with audio?
  boolean faxModems() {
    return faxModems;
  }

  void faxModems(boolean there) {
    faxModems = there;
  }

  void codecs(Set<Encoding> named) {
    codecs = Set.copyOf(named);
  }

  /// A stream is there; what was not answered goes out again.
  void attach(StreamObserver<EdgeDown> stream) {
    Outbox fresh = new Outbox(stream);
    attachments.incrementAndGet();
    outbox = fresh;
    pending.values().stream()
        .filter(one -> !fresh.equals(one.sentTo))
        .sorted(Comparator.comparingLong(one -> one.number))
        .forEach(one -> one.sendTo(fresh));
  }

  /// False when another stream has taken over already.
  boolean detach(StreamObserver<EdgeDown> stream) {
    Outbox current = outbox;
    if (current == null || !current.writesTo(stream)) {
      return false;
    }
    outbox = null;
    return true;
  }

  void send(Command command, long nowNanos, Consumer<CommandResult> done) {
    String id = command.getCommandId();
    if (pending.size() >= MAX_PENDING) {
      done.accept(refused(id, Refusal.REFUSAL_UNAVAILABLE, edge + ": too much waits"));
      return;
    }
    int deadline = command.getDeadlineMs() == 0 ? DEFAULT_DEADLINE_MS : command.getDeadlineMs();
    Pending one =
        new Pending(
            numbers.incrementAndGet(),
            command,
            nowNanos + (deadline + GRACE_MS) * 1_000_000L,
            done);
    pending.put(id, one);
    Outbox current = outbox;
    if (current != null) {
      one.sendTo(current);
    }
  }

  /// To this stream, if it is still the one; an answer to an old stream is lost.
  void tellIf(StreamObserver<EdgeDown> to, EdgeDown message) {
    Outbox current = outbox;
    if (current != null && current.writesTo(to)) {
      current.send(message);
    }
  }

  /// To the stream of the moment, if there is one.
  void tell(EdgeDown message) {
    Outbox current = outbox;
    if (current != null) {
      current.send(message);
    }
  }

  void result(CommandResult result) {
    Pending one = pending.remove(result.getCommandId());
    if (one != null) {
      one.done.accept(result);
    }
  }

  /// Answers what is overdue.
  void sweep(long nowNanos) {
    end(
        one -> nowNanos - one.dueNanos >= 0,
        Refusal.REFUSAL_TIMED_OUT,
        "edge " + edge + " did not answer");
  }

  /// The process is gone.
  void fail(String reason) {
    outbox = null;
    end(_ -> true, Refusal.REFUSAL_UNAVAILABLE, reason);
  }

  private void end(Predicate<Pending> which, Refusal kind, String reason) {
    List<Pending> all = pending.values().stream().filter(which).toList();
    for (Pending one : all) {
      String id = one.command.getCommandId();
      if (pending.remove(id, one)) {
        one.done.accept(refused(id, kind, reason));
      }
    }
  }

  static CommandResult refused(String id, Refusal kind, String reason) {
    return CommandResult.newBuilder()
        .setCommandId(id)
        .setRefused(Refused.newBuilder().setKind(kind).setReason(reason))
        .build();
  }
}
