package io.patchbay.standalone;

import io.grpc.ManagedChannel;
import io.patchbay.contract.AtLogText;
import io.patchbay.contract.Fault;
import io.patchbay.contract.ForwardWords;
import io.patchbay.contract.HoldWords;
import io.patchbay.proto.edge.v1.Cell;
import io.patchbay.proto.edge.v1.HoldCalls;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.line.v1.AtLog;
import io.patchbay.proto.line.v1.CallForward;
import io.patchbay.proto.line.v1.ControlLineRequest;
import io.patchbay.proto.line.v1.ForwardReason;
import io.patchbay.proto.line.v1.Forwardings;
import io.patchbay.proto.line.v1.GetLineRequest;
import io.patchbay.proto.line.v1.HoldCallsRequest;
import io.patchbay.proto.line.v1.Line;
import io.patchbay.proto.line.v1.LineAction;
import io.patchbay.proto.line.v1.LinesGrpc;
import io.patchbay.proto.line.v1.LinesGrpc.LinesBlockingStub;
import io.patchbay.proto.line.v1.ListCellsRequest;
import io.patchbay.proto.line.v1.QueryForwardingRequest;
import io.patchbay.proto.line.v1.ReadAtLogRequest;
import io.patchbay.proto.line.v1.SetForwardingRequest;
import io.patchbay.proto.line.v1.TestAudioRequest;
import io.patchbay.proto.line.v1.TestAudioResponse;
import io.patchbay.routing.PhoneWords;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/// `./patchbay line NAME [WORD]`: how a line is, and what can be done to its hardware.
final class LineCommand {
  private static final Duration FOLLOW = Duration.ofSeconds(1);

  private final ClientOptions options;
  private final LinesBlockingStub lines;
  private final PrintStream out;

  LineCommand(ClientOptions options, ManagedChannel channel, PrintStream out) {
    this.options = options;
    this.lines = LinesGrpc.newBlockingStub(channel);
    this.out = out;
  }

  int run() throws InterruptedException {
    List<String> words = options.words();
    if (words.isEmpty()) {
      throw new StartFailure("line: give its NAME, e.g. line gsm-1");
    }
    String name = words.getFirst();
    String word = words.size() > 1 ? words.get(1) : "show";
    switch (word) {
      case "show" -> show(lines.getLine(GetLineRequest.newBuilder().setLine(name).build()));
      case "at-log" -> atLog(name);
      case "cells" ->
          lines
              .listCells(ListCellsRequest.newBuilder().setLine(name).build())
              .getCellsList()
              .forEach(this::cell);
      case "forwarding" -> forwarding(name, words.subList(2, words.size()));
      case "test-audio" -> {
        return testAudio(name, words.size() > 2 ? words.get(2) : "");
      }
      default -> act(name, word);
    }
    return 0;
  }

  /// Asks, or changes one reason: `busy +8613900000002`, `busy off`.
  private void forwarding(String name, List<String> change) {
    Forwardings said;
    if (change.isEmpty()) {
      said = lines.queryForwarding(QueryForwardingRequest.newBuilder().setLine(name).build());
    } else if (change.size() == 2) {
      CallForward wanted =
          CallForward.newBuilder()
              .setReason(reason(change.getFirst()))
              .setNumber(change.get(1).equals("off") ? "" : change.get(1))
              .setNoAnswerSeconds(
                  UpOptions.number("--after", options.values().getOrDefault("--after", "0")))
              .build();
      said =
          lines.setForwarding(
              SetForwardingRequest.newBuilder().setLine(name).setForward(wanted).build());
    } else {
      throw new StartFailure("line: forwarding [REASON NUMBER|off], e.g. forwarding busy off");
    }
    said.getForwardsList()
        .forEach(each -> row(ForwardWords.word(each.getReason()), ForwardWords.target(each)));
  }

  private static ForwardReason reason(String word) {
    try {
      return ForwardWords.reason(word);
    } catch (Fault e) {
      throw new StartFailure("line: " + e.getMessage(), e);
    }
  }

  private void act(String name, String word) {
    Optional<HoldCalls.Action> hold = HoldWords.action(word);
    Line line =
        hold.isPresent()
            ? lines.holdCalls(
                HoldCallsRequest.newBuilder().setLine(name).setAction(hold.get()).build())
            : lines.controlLine(
                ControlLineRequest.newBuilder().setLine(name).setAction(action(word)).build());
    String calls = line.getStatus().getIdentityMap().getOrDefault("calls", "");
    out.println(name + ": " + state(line) + (calls.isEmpty() ? "" : "; " + calls));
  }

  private static LineAction action(String word) {
    String name = "LINE_ACTION_" + word.toUpperCase(Locale.ROOT).replace('-', '_');
    for (LineAction action : LineAction.values()) {
      if (action.name().equals(name) && action != LineAction.LINE_ACTION_UNSPECIFIED) {
        return action;
      }
    }
    throw new StartFailure("line: '" + word + "' is no word; see ./patchbay line --help");
  }

  private void show(Line line) {
    LineStatus status = line.getStatus();
    row("state", state(line));
    row("edge", line.getEdge());
    row("number", status.getNumber());
    row("operator", status.getOperator());
    row("registration", status.getRegistration());
    row("signal", LineWords.signal(status.getSignalDbm()));
    new TreeMap<>(status.getIdentityMap()).forEach(this::row);
    row("call", status.getBusyCallId());
    line.getSettingsList().forEach(setting -> row("set by phone", PhoneWords.of(setting)));
    new TreeMap<>(status.getAlarmsMap()).forEach((alarm, text) -> row("alarm " + alarm, text));
  }

  private void cell(Cell cell) {
    out.printf(
        Locale.ROOT,
        "%s %-5s %6d %4s %9s  %s%n",
        cell.getServing() ? "*" : " ",
        cell.getTechnology(),
        cell.getChannel(),
        cell.hasCode() ? cell.getCode() : "",
        LineWords.signal(cell.getLevelDbm()),
        String.join(" ", cell.getBand(), cell.getArea(), cell.getCellId()).strip());
  }

  private static String state(Line line) {
    String reason = line.getStatus().getReason();
    return LineWords.state(line.getStatus().getState())
        + (reason.isEmpty() ? "" : ": " + reason)
        + (line.getStale() ? " (nobody speaks for its edge now)" : "");
  }

  private void row(String name, String value) {
    if (!value.isEmpty()) {
      out.printf(Locale.ROOT, "%-16s %s%n", name, value);
    }
  }

  private int testAudio(String name, String number) {
    TestAudioResponse result =
        lines.testAudio(TestAudioRequest.newBuilder().setLine(name).setNumber(number).build());
    out.println(name + ": " + (result.getPassed() ? "passed: " : "failed: ") + result.getWords());
    return result.getPassed() ? 0 : 1;
  }

  private void atLog(String name) throws InterruptedException {
    long after = 0;
    do {
      AtLog log =
          lines.readAtLog(
              ReadAtLogRequest.newBuilder()
                  .setLine(name)
                  .setAfter(after)
                  .setWhole(options.flags().contains("--whole"))
                  .build());
      out.print(AtLogText.of(log.getEntriesList()));
      out.flush();
      if (log.getEntriesCount() > 0) {
        after = log.getEntries(log.getEntriesCount() - 1).getSequence();
      }
      if (options.flags().contains("--follow")) {
        Thread.sleep(FOLLOW);
      }
    } while (options.flags().contains("--follow"));
  }
}
