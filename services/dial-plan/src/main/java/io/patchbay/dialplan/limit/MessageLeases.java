package io.patchbay.dialplan.limit;

import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.Fault;
import io.patchbay.proto.limit.v1.LedgerEntry;
import io.patchbay.proto.limit.v1.OriginName;
import io.patchbay.proto.limit.v1.ReserveMessageRequest;
import io.patchbay.proto.limit.v1.SettleMessageRequest;
import io.patchbay.proto.limit.v1.Settlement;
import io.patchbay.proto.policy.v1.AuthorizeSmsRequest;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.SmsDecision;
import io.patchbay.routing.Caller;
import io.patchbay.routing.limit.Answer;
import io.patchbay.routing.limit.CallLimits;
import io.patchbay.routing.limit.LimitTerms.Moment;
import io.patchbay.routing.limit.MessageLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// What short messages get of the limits: parts before they are sent, what did not leave is given
/// back. Thread-safe; never blocks.
public final class MessageLeases {
  private final Quotas quotas;
  private final Supplier<CallLimits> limits;
  private final Supplier<Moment> moment;

  /// @param moment now, as this replica sees it
  public MessageLeases(Quotas quotas, Supplier<CallLimits> limits, Supplier<Moment> moment) {
    this.quotas = quotas;
    this.limits = limits;
    this.moment = moment;
  }

  /// The decision without the lines whose limits have too little left; reserves nothing. All of
  /// them when the message is to wait.
  public SmsDecision left(AuthorizeSmsRequest request, SmsDecision decision) {
    MessageLimits current = new MessageLimits(limits.get().terms());
    String sender = sender(request.getOriginKind(), request.getOrigin());
    int parts = Math.max(1, request.getParts());
    List<String> left = new ArrayList<>();
    List<String> against = new ArrayList<>();
    for (String line : decision.getLinesList()) {
      Answer answer = preview(current, sender, line, parts);
      if (answer instanceof Answer.Refused(String reason)) {
        against.add(reason);
      } else {
        left.add(line);
      }
    }
    if (against.isEmpty() || (left.isEmpty() && decision.getWaitForLimits())) {
      return decision;
    }
    SmsDecision.Builder limited =
        decision.toBuilder().clearLines().addAllLines(left).addAllTrace(against);
    return left.isEmpty()
        ? limited.setReason(against.getFirst()).setLimited(true).build()
        : limited.build();
  }

  private Answer preview(MessageLimits limits, String sender, String line, int parts) {
    return quotas.look(ledger ->
        limits
            .wanted(sender, line, parts, moment.get(), ledger)
            .map(ledger::preview)
            .orElseGet(Answer.Done::new));
  }

  /// Reserves the parts of a message for a line; at once when nothing limits them. Fails with a
  /// [Fault]: NO_CAPACITY when a limit is against it, UNAVAILABLE when nobody can say.
  public CompletableFuture<?> reserve(ReserveMessageRequest request) {
    MessageLimits current = new MessageLimits(limits.get().terms());
    OriginName origin = request.getOrigin();
    String sender = sender(origin.getKind(), origin.getName());
    int parts = request.getParts();
    return quotas
        .look(ledger -> current.wanted(sender, request.getLine(), parts, moment.get(), ledger))
        .map(wanted ->
            quotas.ask(
                LedgerEntry.newBuilder()
                    .setAt(Timestamps.fromMillis(moment.get().at().toEpochMilli()))
                    .setReservation(
                        wanted.toBuilder()
                            .setLease(request.getLease())
                            .setCallId(request.getLease()))))
        .map(asked ->
            asked.thenAccept(answer -> {
              switch (answer) {
                case Answer.Refused(String reason) -> {
                  // a lease that was settled is no limit: another attempt may have one
                  boolean limited =
                      preview(current, sender, request.getLine(), parts) instanceof Answer.Refused;
                  throw new Fault(
                      limited ? Fault.Kind.NO_CAPACITY : Fault.Kind.UNAVAILABLE, reason);
                }
                case Answer.Unanswered(String reason) ->
                    throw new Fault(Fault.Kind.UNAVAILABLE, reason);
                case Answer.Granted _, Answer.Done _, Answer.Ignored _ -> {}
              }
            }))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /// What of a reservation was used stays used.
  public void settle(SettleMessageRequest request) {
    quotas.settle(
        Settlement.newBuilder()
            .setCallId(request.getLease())
            .setUnsent(request.getUnsent())
            .build());
  }

  private static String sender(OriginKind kind, String name) {
    return new Caller(kind, name).key();
  }
}
