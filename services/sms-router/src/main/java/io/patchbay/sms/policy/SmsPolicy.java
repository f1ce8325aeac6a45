package io.patchbay.sms.policy;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.patchbay.contract.Fault;
import io.patchbay.contract.FaultStatus;
import io.patchbay.proto.policy.v1.AuthorizeSmsRequest;
import io.patchbay.proto.policy.v1.PolicyGrpc;
import io.patchbay.proto.policy.v1.SmsDecision;
import io.patchbay.routing.LineStates;
import io.patchbay.sms.config.Configuration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which lines a message may leave by. Thread-safe; blocks for a second at most.
public final class SmsPolicy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SmsPolicy.class);
  private static final int DEADLINE_MS = 1000;

  private final ManagedChannel channel;
  private final Configuration configuration;
  private final AtomicBoolean away = new AtomicBoolean();

  /// @param address of dial-plan, host:port
  public SmsPolicy(String address, Configuration configuration) {
    this.channel = NettyChannelBuilder.forTarget(address).usePlaintext().build();
    this.configuration = configuration;
  }

  /// Asks dial-plan; when it is away the same rules decide here, without the state of the lines.
  ///
  /// @throws Fault FORBIDDEN when refused, UNAVAILABLE when no line can send now, NOT_FOUND for an
  ///   unknown line
  public SmsDecision authorize(AuthorizeSmsRequest request) {
    known(request.getLine());
    SmsDecision decision = decide(request);
    if (decision.getLinesCount() == 0) {
      boolean allowed = !decision.getLimited() && locally(request).getLinesCount() > 0;
      throw new Fault(
          allowed ? Fault.Kind.UNAVAILABLE : Fault.Kind.FORBIDDEN,
          "message refused: " + decision.getReason());
    }
    return decision;
  }

  private void known(String line) {
    Configuration.Snapshot now = configuration.now();
    if (!line.isEmpty() && now.read() && !now.documents().lines().containsKey(line)) {
      throw new Fault(Fault.Kind.NOT_FOUND, "line " + line + ": no such line");
    }
  }

  private SmsDecision decide(AuthorizeSmsRequest request) {
    try {
      SmsDecision decision =
          PolicyGrpc.newBlockingStub(channel)
              .withDeadlineAfter(DEADLINE_MS, TimeUnit.MILLISECONDS)
              .authorizeSms(request);
      if (away.compareAndSet(true, false)) {
        LOG.info("dial-plan answers again");
      }
      return decision;
    } catch (StatusRuntimeException e) {
      Fault fault = FaultStatus.toFault(e);
      return switch (fault.kind()) {
        case UNAVAILABLE, TIMED_OUT -> {
          if (away.compareAndSet(false, true)) {
            LOG.warn(
                "dial-plan does not answer, deciding by the last configuration: {}",
                fault.getMessage());
          }
          yield locally(request);
        }
        case INVALID, FORBIDDEN, NOT_FOUND, NO_CAPACITY, CONFLICT -> throw fault;
      };
    }
  }

  private SmsDecision locally(AuthorizeSmsRequest request) {
    return configuration.now().router().authorizeSms(request, LineStates.unknown());
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
