package io.patchbay.console.api;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One call through the door that every replica answers for its own part.
///
/// Lists are joined: the octets of two messages one after the other are the message with both lists
/// (protobuf, merging). Streams run side by side; a replica that goes away is waited for while
/// another is there, and a replica that cannot be reached is passed over.
final class FanOutCall {
  private static final int MAX_FAILURES = 3;

  /// How a replica looks that dies or cannot be reached; anything else is its answer.
  private static final Set<Status.Code> GONE =
      Set.of(Status.Code.UNAVAILABLE, Status.Code.CANCELLED, Status.Code.UNKNOWN);

  private final ServerCall<byte[], byte[]> caller;
  private final Metadata headers;
  private final MethodDescriptor<byte[], byte[]> method;
  private final Backend backend;
  private final boolean stream;
  private final Object lock = new Object();
  private final List<Part> parts = new ArrayList<>();
  private final ByteArrayOutputStream joined = new ByteArrayOutputStream();
  private byte[] request = new byte[0];
  private Status last = Status.UNAVAILABLE;
  private boolean headersSent;
  private boolean answered;
  private boolean over;

  FanOutCall(
      ServerCall<byte[], byte[]> caller,
      Metadata headers,
      MethodDescriptor<byte[], byte[]> method,
      Backend backend) {
    this.caller = caller;
    this.headers = headers;
    this.method = method;
    this.backend = backend;
    stream = !method.getType().serverSendsOneMessage();
    caller.request(2);
  }

  ServerCall.Listener<byte[]> listener() {
    return new Incoming();
  }

  private void begin() {
    synchronized (lock) {
      for (int i = 0; i < backend.channels().size(); i++) {
        parts.add(new Part(i));
      }
      parts.forEach(part -> part.attempt(CallOptions.DEFAULT));
      endWhenNobodyIsLeft();
    }
  }

  /// Called with the lock held, as everything below.
  private void endWhenNobodyIsLeft() {
    if (over || parts.stream().anyMatch(part -> part.state == State.LIVE)) {
      return;
    }
    if (answered && (!stream || last.isOk())) {
      if (!stream) {
        caller.sendMessage(joined.toByteArray());
      }
      end(Status.OK);
    } else {
      end(Status.UNAVAILABLE.withDescription(backend.name() + " is not reachable"));
    }
  }

  private void end(Status status) {
    over = true;
    parts.forEach(Part::cancel);
    caller.close(status, new Metadata());
  }

  private final class Incoming extends ServerCall.Listener<byte[]> {
    @Override
    public void onMessage(byte[] message) {
      request = message;
    }

    @Override
    public void onHalfClose() {
      begin();
    }

    @Override
    public void onCancel() {
      synchronized (lock) {
        over = true;
        parts.forEach(Part::cancel);
      }
    }

    @Override
    public void onReady() {
      synchronized (lock) {
        parts.forEach(Part::more);
      }
    }
  }

  /// How it stands with one replica.
  private enum State {
    /// Asked, or answering.
    LIVE,
    /// Away; its stream begins when it is back.
    AWAITED,
    DONE
  }

  private final class Part extends ClientCall.Listener<byte[]> {
    private final int replica;
    private @Nullable ClientCall<byte[], byte[]> call;
    private State state = State.LIVE;
    private int failures;
    private boolean paused;

    Part(int replica) {
      this.replica = replica;
    }

    void attempt(CallOptions options) {
      ClientCall<byte[], byte[]> next = backend.channels().get(replica).newCall(method, options);
      call = next;
      next.start(this, ProxyCall.forwarded(headers));
      next.request(1);
      next.sendMessage(request);
      next.halfClose();
    }

    void cancel() {
      if (call != null && state != State.DONE) {
        state = State.DONE;
        call.cancel("nobody waits for it", null);
      }
    }

    void more() {
      if (paused && call != null) {
        paused = false;
        call.request(1);
      }
    }

    @Override
    public void onHeaders(Metadata answer) {
      synchronized (lock) {
        if (over) {
          return;
        }
        failures = 0;
        state = State.LIVE;
        if (!headersSent) {
          headersSent = true;
          caller.sendHeaders(answer);
        }
      }
    }

    @Override
    public void onMessage(byte[] message) {
      synchronized (lock) {
        if (over || call == null) {
          return;
        }
        if (!stream) {
          joined.writeBytes(message);
          call.request(1);
          return;
        }
        caller.sendMessage(message);
        if (caller.isReady()) {
          call.request(1);
        } else {
          paused = true;
        }
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      synchronized (lock) {
        if (over) {
          return;
        }
        if (!status.isOk() && !GONE.contains(status.getCode())) {
          end(status);
          return;
        }
        last = status;
        answered |= status.isOk();
        // a replica that stops ends its streams well; another one takes its place
        if (stream && ++failures < MAX_FAILURES) {
          state = State.AWAITED;
          attempt(CallOptions.DEFAULT.withWaitForReady());
        } else {
          state = State.DONE;
        }
        endWhenNobodyIsLeft();
      }
    }
  }
}
