package io.patchbay.console.api;

import io.patchbay.console.live.Lines;
import io.patchbay.contract.Fault;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.Forwarding;
import io.patchbay.proto.line.v1.CallForward;
import io.patchbay.proto.line.v1.ForwardReason;
import io.patchbay.proto.line.v1.Forwardings;
import java.time.Duration;

/// How the network forwards the calls of a SIM line, asked for and changed. Blocks; thread-safe.
public final class ForwardingControl {
  /// For four questions to a slow network, or the end of a call.
  private static final Duration PATIENCE = Duration.ofSeconds(100);

  private final Lines lines;
  private final Peers peers;

  public ForwardingControl(Lines lines, Peers peers) {
    this.lines = lines;
    this.peers = peers;
  }

  /// All four reasons, as the network says.
  ///
  /// @throws Fault NOT_FOUND, INVALID, or what the edge answered
  public Forwardings query(String line) {
    return ask(line, Forwarding.newBuilder().setLine(line));
  }

  /// Changes one reason; returns what the network then says of it.
  ///
  /// @throws Fault NOT_FOUND, INVALID, or what the edge answered
  public Forwardings set(String line, CallForward wanted) {
    ForwardReason reason = wanted.getReason();
    if (reason == ForwardReason.FORWARD_REASON_UNSPECIFIED
        || reason == ForwardReason.UNRECOGNIZED) {
      throw new Fault(Fault.Kind.INVALID, "reason " + wanted.getReasonValue() + " is none");
    }
    return ask(line, Forwarding.newBuilder().setLine(line).setSet(wanted));
  }

  private Forwardings ask(String line, Forwarding.Builder forwarding) {
    if (lines.find(line).state().getKind() != LineKind.LINE_KIND_SIM) {
      throw new Fault(Fault.Kind.INVALID, "line " + line + ": forwards calls only with a SIM");
    }
    return Forwardings.newBuilder()
        .addAllForwards(
            peers
                .execute(line, Command.newBuilder().setForwarding(forwarding), PATIENCE)
                .getForwardsList())
        .build();
  }
}
