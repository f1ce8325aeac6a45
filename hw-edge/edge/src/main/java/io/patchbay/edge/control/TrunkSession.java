package io.patchbay.edge.control;

import static java.util.Objects.requireNonNull;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import io.patchbay.edge.run.Controller;
import io.patchbay.edge.run.Desk;
import io.patchbay.proto.edge.v1.EdgeControlGrpc;
import io.patchbay.proto.edge.v1.EdgeDown;
import io.patchbay.proto.edge.v1.EdgeUp;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One stream to one trunk replica, from its opening to its end. Thread-safe.
///
/// What the transport cannot take waits here; too much of it ends the stream: the replica is then
/// told everything anew.
final class TrunkSession implements Controller {
  private static final Logger LOG = LoggerFactory.getLogger(TrunkSession.class);
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  /// Messages that may wait for the transport.
  static final int MAX_WAITING = 20_000;

  private final String name;
  private final Desk desk;
  private final Consumer<Boolean> ended;
  private final Deque<EdgeUp> waiting = new ArrayDeque<>();
  private @Nullable ClientCallStreamObserver<EdgeUp> up;
  private boolean welcomed;
  private boolean over;

  /// @param ended called once when the stream is over; true: it had been welcomed
  TrunkSession(String name, Desk desk, Consumer<Boolean> ended) {
    this.name = requireNonNull(name, "name");
    this.desk = requireNonNull(desk, "desk");
    this.ended = requireNonNull(ended, "ended");
  }

  void open(ManagedChannel channel, String token) {
    var metadata = new Metadata();
    metadata.put(AUTHORIZATION, "Bearer " + token);
    var stub =
        EdgeControlGrpc.newStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    stub.attach(new Down());
    desk.connected(this);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void send(EdgeUp message) {
    synchronized (waiting) {
      if (over) {
        return;
      }
      waiting.add(message);
      drain();
      if (waiting.size() > MAX_WAITING && up != null) {
        up.cancel("trunk " + name + " does not take our messages", null);
        waiting.clear();
      }
    }
  }

  private void drain() {
    synchronized (waiting) {
      var stream = up;
      while (stream != null && !over && !waiting.isEmpty() && stream.isReady()) {
        stream.onNext(waiting.remove());
      }
    }
  }

  /// Ends the stream in order.
  void close() {
    synchronized (waiting) {
      if (up != null && !over) {
        while (!waiting.isEmpty()) {
          up.onNext(waiting.remove());
        }
        up.onCompleted();
      }
    }
  }

  private void end(String why) {
    boolean had;
    synchronized (waiting) {
      if (over) {
        return;
      }
      over = true;
      waiting.clear();
      had = welcomed;
    }
    if (had) {
      LOG.warn("trunk {} is gone: {}", name, why);
    } else {
      LOG.debug("trunk {} is not there: {}", name, why);
    }
    desk.detached(this);
    ended.accept(had);
  }

  /// What comes from the trunk; called by gRPC, one at a time.
  private final class Down implements ClientResponseObserver<EdgeUp, EdgeDown> {
    @Override
    public void beforeStart(ClientCallStreamObserver<EdgeUp> stream) {
      stream.setOnReadyHandler(TrunkSession.this::drain);
      synchronized (waiting) {
        up = stream;
      }
    }

    @Override
    public void onNext(EdgeDown message) {
      switch (message.getMessageCase()) {
        case WELCOME -> {
          LOG.info("attached to trunk {} at {}", message.getWelcome().getTrunk(), name);
          synchronized (waiting) {
            welcomed = true;
          }
          desk.attached(TrunkSession.this);
        }
        case COMMAND -> desk.command(TrunkSession.this, message.getCommand());
        case FACT_ACK -> desk.acknowledged(TrunkSession.this, message.getFactAck().getSequence());
        case RETIRING -> desk.retiring(TrunkSession.this, message.getRetiring().getRetiring());
        case MESSAGE_NOT_SET -> LOG.warn("trunk {} sent a message we do not know", name);
      }
    }

    @Override
    public void onError(Throwable problem) {
      end(Status.fromThrowable(problem).toString());
    }

    @Override
    public void onCompleted() {
      end("it ended the stream");
    }
  }
}
