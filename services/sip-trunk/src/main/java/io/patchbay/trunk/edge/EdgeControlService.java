package io.patchbay.trunk.edge;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.patchbay.proto.edge.v1.EdgeControlGrpc;
import io.patchbay.proto.edge.v1.EdgeDown;
import io.patchbay.proto.edge.v1.EdgeUp;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The door edges come in by.
public final class EdgeControlService extends EdgeControlGrpc.EdgeControlImplBase {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeControlService.class);

  private final EdgeHub hub;

  public EdgeControlService(EdgeHub hub) {
    this.hub = hub;
  }

  @Override
  public StreamObserver<EdgeUp> attach(StreamObserver<EdgeDown> down) {
    return new Session(down);
  }

  /// One stream; gRPC calls it from one thread at a time.
  private final class Session implements StreamObserver<EdgeUp> {
    private final StreamObserver<EdgeDown> down;
    private final FactPipe facts;
    private @Nullable EdgeLink link;

    Session(StreamObserver<EdgeDown> down) {
      this.down = down;
      facts = hub.facts(down);
    }

    @Override
    public void onNext(EdgeUp message) {
      EdgeLink known = link;
      if (message.hasHello()) {
        if (message.getHello().getEdge().isEmpty() || known != null) {
          down.onError(Status.INVALID_ARGUMENT.withDescription("hello").asRuntimeException());
          return;
        }
        link = hub.hello(message.getHello(), down);
        return;
      }
      if (known == null) {
        down.onError(
            Status.FAILED_PRECONDITION.withDescription("hello comes first").asRuntimeException());
        return;
      }
      try {
        handle(known, message);
      } catch (RuntimeException e) {
        LOG.warn("edge {}: {} not processed", known.edge(), message.getMessageCase(), e);
      }
    }

    private void handle(EdgeLink known, EdgeUp message) {
      switch (message.getMessageCase()) {
        case LINE_EVENT -> hub.lineEvent(known, message.getLineEvent());
        case MEDIA_EVENT -> hub.user().mediaEvent(known.edge(), message.getMediaEvent());
        case RESULT -> known.result(message.getResult());
        case FACT -> facts.accept(message.getFact());
        case HEARTBEAT -> hub.heartbeat(known, message.getHeartbeat().getPrimary());
        case OFFERED_CALLS ->
            hub.user().offered(known.edge(), message.getOfferedCalls().getCallsList());
        case HELLO, MESSAGE_NOT_SET -> {}
      }
    }

    @Override
    public void onError(Throwable failure) {
      over();
    }

    @Override
    public void onCompleted() {
      over();
      down.onCompleted();
    }

    private void over() {
      facts.close();
      if (link != null) {
        hub.closed(link, down);
      }
    }
  }
}
