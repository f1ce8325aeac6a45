package io.patchbay.console.api;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One call through the door: one request in, one or more answers out, at the pace of whoever reads
/// them.
///
/// Deadline and cancellation follow the gRPC context. A replica that cannot be reached is passed
/// over as long as nothing was answered.
final class ProxyCall {
  private static final Set<String> KEPT_BACK =
      Set.of("authorization", "te", "content-type", "user-agent", "grpc-timeout");

  private final ServerCall<byte[], byte[]> caller;
  private final Metadata headers;
  private final MethodDescriptor<byte[], byte[]> method;
  private final Backend backend;
  private final boolean askOthers;
  private final Object lock = new Object();
  private byte @Nullable [] request;
  private @Nullable ClientCall<byte[], byte[]> attempt;
  private boolean wantsMore;
  private boolean answered;

  ProxyCall(
      ServerCall<byte[], byte[]> caller,
      Metadata headers,
      MethodDescriptor<byte[], byte[]> method,
      Backend backend,
      boolean askOthers) {
    this.caller = caller;
    this.headers = headers;
    this.method = method;
    this.backend = backend;
    this.askOthers = askOthers;
    caller.request(2);
  }

  ServerCall.Listener<byte[]> listener() {
    return new Incoming();
  }

  private void tryReplica(int index, Status before) {
    if (request == null || index >= backend.channels().size()) {
      caller.close(describe(before), new Metadata());
      return;
    }
    ClientCall<byte[], byte[]> next =
        backend.channels().get(index).newCall(method, CallOptions.DEFAULT);
    synchronized (lock) {
      attempt = next;
    }
    next.start(new Answers(index, before), forwarded(headers));
    next.request(1);
    next.sendMessage(request);
    next.halfClose();
  }

  private Status describe(Status status) {
    return Backend.nothingSent(status) || backend.channels().isEmpty()
        ? Status.UNAVAILABLE.withDescription(backend.name() + " is not reachable")
        : status;
  }

  /// The caller's credentials are for us alone.
  static Metadata forwarded(Metadata headers) {
    Metadata copy = new Metadata();
    for (String key : headers.keys()) {
      if (KEPT_BACK.contains(key) || key.startsWith(":")) {
        continue;
      }
      if (key.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
        copyAll(headers, copy, Metadata.Key.of(key, Metadata.BINARY_BYTE_MARSHALLER));
      } else {
        copyAll(headers, copy, Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER));
      }
    }
    return copy;
  }

  private static <T> void copyAll(Metadata headers, Metadata copy, Metadata.Key<T> key) {
    Iterable<T> values = headers.getAll(key);
    if (values != null) {
      values.forEach(value -> copy.put(key, value));
    }
  }

  private final class Incoming extends ServerCall.Listener<byte[]> {
    @Override
    public void onMessage(byte[] message) {
      request = message;
    }

    @Override
    public void onHalfClose() {
      tryReplica(
          0, Status.UNAVAILABLE.withDescription(backend.name() + ": no address is configured"));
    }

    @Override
    public void onCancel() {
      synchronized (lock) {
        if (attempt != null) {
          attempt.cancel("the caller is gone", null);
        }
      }
    }

    @Override
    public void onReady() {
      synchronized (lock) {
        if (wantsMore && attempt != null) {
          wantsMore = false;
          attempt.request(1);
        }
      }
    }
  }

  private final class Answers extends ClientCall.Listener<byte[]> {
    private final int index;
    private final Status before;

    Answers(int index, Status before) {
      this.index = index;
      this.before = before;
    }

    @Override
    public void onHeaders(Metadata answer) {
      answered = true;
      caller.sendHeaders(answer);
    }

    @Override
    public void onMessage(byte[] message) {
      caller.sendMessage(message);
      synchronized (lock) {
        if (attempt == null) {
          return;
        }
        if (caller.isReady()) {
          attempt.request(1);
        } else {
          wantsMore = true;
        }
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      boolean other =
          !answered
              && (Backend.nothingSent(status)
                  || (askOthers && status.getCode() == Status.Code.NOT_FOUND));
      if (other && !caller.isCancelled()) {
        tryReplica(index + 1, Backend.worse(before, status));
      } else {
        caller.close(status, trailers);
      }
    }
  }
}
