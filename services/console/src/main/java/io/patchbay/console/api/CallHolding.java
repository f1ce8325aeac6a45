package io.patchbay.console.api;

import io.patchbay.console.live.LineView;
import io.patchbay.console.live.Lines;
import io.patchbay.contract.Fault;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.HoldCalls;

/// Holds, swaps and joins the mobile calls of a line's call, whoever asks. Blocks; thread-safe.
public final class CallHolding {
  private final Lines lines;
  private final Peers peers;

  public CallHolding(Lines lines, Peers peers) {
    this.lines = lines;
    this.peers = peers;
  }

  /// Returns when the modem did it.
  ///
  /// @throws Fault NOT_FOUND, INVALID, or what the edge answered
  public LineView act(String line, HoldCalls.Action action) {
    var _ = lines.find(line);
    if (action == HoldCalls.Action.ACTION_UNSPECIFIED || action == HoldCalls.Action.UNRECOGNIZED) {
      throw new Fault(Fault.Kind.INVALID, "action is needed");
    }
    var _ =
        peers.execute(
            line,
            Command.newBuilder()
                .setHoldCalls(HoldCalls.newBuilder().setLine(line).setAction(action)));
    return lines.find(line);
  }
}
