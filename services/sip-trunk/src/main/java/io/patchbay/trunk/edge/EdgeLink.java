package io.patchbay.trunk.edge;

import io.grpc.stub.StreamObserver;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.EdgeDown;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.edge.v1.Refused;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One edge process: the stream to it, and the commands it has not answered. Outlives a stream, not
/// the process.
///
/// Thread-safe. Commands go out in the order given, and again, by the same ids, when a stream comes
/// back.
final class EdgeLink {
  private static final int DEFAULT_DEADLINE_MS = 5000;
  private static final int GRACE_MS = 1000;
  private static final int MAX_PENDING = 20_000;

  private final String edge;
  private final String incarnation;
  private final Map<String, Pending> pending = new LinkedHashMap<>();
  private @Nullable StreamObserver<EdgeDown> stream;
  private boolean primary;

  private record Pending(Command command, long dueNanos, Consumer<CommandResult> done) {}

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

  synchronized boolean attached() {
    return stream != null;
  }

  synchronized boolean primary() {
    return primary;
  }

  synchronized void primary(boolean named) {
    primary = named;
  }

  /// A stream is there; what was not answered goes out again.
  synchronized void attach(StreamObserver<EdgeDown> fresh) {
    stream = fresh;
    for (Pending one : pending.values()) {
      fresh.onNext(EdgeDown.newBuilder().setCommand(one.command()).build());
    }
  }

  /// False when another stream has taken over already.
  synchronized boolean detach(StreamObserver<EdgeDown> old) {
    if (!old.equals(stream)) {
      return false;
    }
    stream = null;
    return true;
  }

  void send(Command command, long nowNanos, Consumer<CommandResult> done) {
    int deadline = command.getDeadlineMs() == 0 ? DEFAULT_DEADLINE_MS : command.getDeadlineMs();
    synchronized (this) {
      if (pending.size() < MAX_PENDING) {
        pending.put(
            command.getCommandId(),
            new Pending(command, nowNanos + (deadline + GRACE_MS) * 1_000_000L, done));
        if (stream != null) {
          stream.onNext(EdgeDown.newBuilder().setCommand(command).build());
        }
        return;
      }
    }
    done.accept(
        refused(command.getCommandId(), Refusal.REFUSAL_UNAVAILABLE, edge + ": too much waits"));
  }

  /// To this stream, if it is still the one; an answer to an old stream is lost.
  synchronized void tellIf(StreamObserver<EdgeDown> to, EdgeDown message) {
    if (to.equals(stream)) {
      to.onNext(message);
    }
  }

  void result(CommandResult result) {
    Pending one;
    synchronized (this) {
      one = pending.remove(result.getCommandId());
    }
    if (one != null) {
      one.done().accept(result);
    }
  }

  /// Answers what is overdue.
  void sweep(long nowNanos) {
    List<Pending> overdue = new ArrayList<>();
    synchronized (this) {
      Iterator<Pending> each = pending.values().iterator();
      while (each.hasNext()) {
        Pending one = each.next();
        if (nowNanos - one.dueNanos() >= 0) {
          overdue.add(one);
          each.remove();
        }
      }
    }
    overdue.forEach(one ->
        one.done()
            .accept(
                refused(
                    one.command().getCommandId(),
                    Refusal.REFUSAL_TIMED_OUT,
                    "edge " + edge + " did not answer")));
  }

  /// The process is gone.
  void fail(String reason) {
    List<Pending> all;
    synchronized (this) {
      all = List.copyOf(pending.values());
      pending.clear();
      stream = null;
    }
    all.forEach(one ->
        one.done()
            .accept(refused(one.command().getCommandId(), Refusal.REFUSAL_UNAVAILABLE, reason)));
  }

  static CommandResult refused(String id, Refusal kind, String reason) {
    return CommandResult.newBuilder()
        .setCommandId(id)
        .setRefused(Refused.newBuilder().setKind(kind).setReason(reason))
        .build();
  }
}
