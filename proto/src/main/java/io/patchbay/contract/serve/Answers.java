package io.patchbay.contract.serve;

import io.grpc.stub.StreamObserver;
import io.patchbay.contract.Fault;
import io.patchbay.contract.FaultStatus;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives a unary call its one answer, or the status of its fault.
public final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private Answers() {}

  /// Runs on the caller's thread. Anything but a [Fault] is a bug: logged here, INTERNAL to the
  /// caller.
  public static <T> void answer(StreamObserver<T> observer, Supplier<T> question) {
    T answer;
    try {
      answer = question.get();
    } catch (RuntimeException e) {
      if (!(e instanceof Fault)) {
        LOG.error("a request failed by our own fault", e);
      }
      observer.onError(FaultStatus.toStatus(e));
      return;
    }
    observer.onNext(answer);
    observer.onCompleted();
  }
}
