package io.patchbay.console.api;

import io.patchbay.console.config.Configuration;
import io.patchbay.console.live.LineView;
import io.patchbay.console.live.Lines;
import io.patchbay.contract.Fault;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.edge.v1.ControlLine.Action;
import io.patchbay.proto.line.v1.LineAction;

/// What can be done to the hardware of a line, whoever asks. Blocks; thread-safe.
public final class LineControl {
  private static final String KIND = "Line";

  private final Lines lines;
  private final Peers peers;
  private final Configuration configuration;

  public LineControl(Lines lines, Peers peers, Configuration configuration) {
    this.lines = lines;
    this.peers = peers;
    this.configuration = configuration;
  }

  /// Returns when it is done.
  ///
  /// @param actor who wants it
  /// @throws Fault NOT_FOUND, INVALID, or what the edge answered
  public LineView act(String line, LineAction action, String actor) {
    var _ = lines.find(line);
    switch (action) {
      case LINE_ACTION_RADIO_OFF -> peers.control(line, Action.ACTION_RADIO_OFF);
      case LINE_ACTION_RADIO_ON -> peers.control(line, Action.ACTION_RADIO_ON);
      case LINE_ACTION_RESET -> peers.control(line, Action.ACTION_RESET);
      case LINE_ACTION_MAINTENANCE_BEGIN -> maintenance(line, true, actor);
      case LINE_ACTION_MAINTENANCE_END -> maintenance(line, false, actor);
      case LINE_ACTION_UNSPECIFIED, UNRECOGNIZED ->
          throw new Fault(Fault.Kind.INVALID, "action is needed");
    }
    return lines.find(line);
  }

  private void maintenance(String line, boolean wanted, String actor) {
    Document stored =
        configuration
            .documents()
            .get(KIND, line)
            .orElseThrow(() ->
                new Fault(
                    Fault.Kind.INVALID,
                    "line " + line + " has no document here: its edge has it from a file"));
    Document.Builder next = stored.toBuilder();
    next.getLineBuilder().setMaintenance(wanted);
    var _ = configuration.put(next.build(), actor);
  }
}
