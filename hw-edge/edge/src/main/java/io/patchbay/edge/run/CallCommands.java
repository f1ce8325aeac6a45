package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.edge.agent.AgentInput;
import io.patchbay.edge.context.PortDesk;
import io.patchbay.edge.context.RtpPort;
import io.patchbay.edge.context.Tones;
import io.patchbay.edge.leg.LegAction;
import io.patchbay.edge.leg.LegEvent;
import io.patchbay.line.Cause;
import io.patchbay.line.LineKind;
import io.patchbay.media.session.MediaEvent;
import io.patchbay.media.session.MediaException;
import io.patchbay.media.tone.FaxToneDetector;
import io.patchbay.proto.edge.v1.Accepted;
import io.patchbay.proto.edge.v1.Answer;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.CreateRtp;
import io.patchbay.proto.edge.v1.Dial;
import io.patchbay.proto.edge.v1.Join;
import io.patchbay.proto.edge.v1.ModifyRtp;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.edge.v1.Release;
import io.patchbay.proto.edge.v1.SendDtmf;
import io.patchbay.proto.edge.v1.TakeDigit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The commands on calls and legs. For the mailbox thread.
final class CallCommands {
  /// Our numbers for calls on lines begin here, far from those of drivers.
  private static final int FIRST_CALL = 1_000_000;

  private static final int MAX_ID = 128;
  private static final int MAX_DIGITS = 64;

  private final CallTable table;
  private final Map<String, LineRunner> lines;
  private final Supplier<Tones> tones;
  private final Supplier<Set<String>> emergencyNumbers;
  private final Mailbox mailbox;
  private final PortDesk ports;
  private final Consumer<CommandResult> finish;
  private int callNumber = FIRST_CALL;

  CallCommands(
      CallTable table,
      Map<String, LineRunner> lines,
      Supplier<Tones> tones,
      Supplier<Set<String>> emergencyNumbers,
      Mailbox mailbox,
      PortDesk ports,
      Consumer<CommandResult> finish) {
    this.table = requireNonNull(table, "table");
    this.lines = requireNonNull(lines, "lines");
    this.tones = requireNonNull(tones, "tones");
    this.emergencyNumbers = requireNonNull(emergencyNumbers, "emergencyNumbers");
    this.mailbox = requireNonNull(mailbox, "mailbox");
    this.ports = requireNonNull(ports, "ports");
    this.finish = requireNonNull(finish, "finish");
  }

  /// How long a line is waited for whose call was ended for an emergency call, or whose module
  /// comes on for it, and how often it is looked at meanwhile.
  private static final Duration CLEARING = Duration.ofSeconds(8);

  private static final Duration LOOK = Duration.ofMillis(50);

  /// A SIM without registration places emergency calls (catalogue E4, 3); which it takes then, the
  /// modem knows.
  private static boolean mayCallForHelp(LineRunner line, boolean emergency) {
    return emergency && line.kind() == LineKind.SIM && line.answers();
  }

  void dial(Controller by, String commandId, Dial dial) {
    dial(by, commandId, dial, CLEARING);
  }

  /// @param patience with a line whose call has to end first
  private void dial(Controller by, String commandId, Dial dial, Duration patience) {
    var line = lines.get(dial.getLine());
    if (badIds(commandId, dial.getCallId(), dial.getLegId())) {
      return;
    }
    if (line == null) {
      refuse(commandId, Refusal.REFUSAL_NOT_FOUND, "no line '" + dial.getLine() + "' here");
      return;
    }
    if (!Dialling.possible(line.kind(), dial.getNumber())) {
      refuse(
          commandId,
          Refusal.REFUSAL_INVALID,
          "number '" + dial.getNumber() + "' cannot be dialled on line " + line.name());
      return;
    }
    boolean emergency = dial.getEmergency() || emergencyNumbers.get().contains(dial.getNumber());
    if (!line.inService() && !mayCallForHelp(line, emergency)) {
      line.noHelp();
      refuse(
          commandId,
          Refusal.REFUSAL_UNAVAILABLE,
          "line " + line.name() + ": " + line.status().state() + " " + line.status().reason());
      return;
    }
    if (emergency && line.comesOnForHelp() && patience.isPositive()) {
      mailbox.after(LOOK, () -> dial(by, commandId, dial, patience.minus(LOOK)));
      return;
    }
    if (!line.idle() && emergency && dial.getPreempt() && ends(line, dial, patience)) {
      mailbox.after(LOOK, () -> dial(by, commandId, dial, patience.minus(LOOK)));
      return;
    }
    if (!line.idle()) {
      refuse(commandId, Refusal.REFUSAL_BUSY, "line " + line.name() + ": in use");
      return;
    }
    table.commanded(dial.getCallId(), by);
    var leg = new Leg.OfLine(dial.getLegId(), dial.getCallId(), line);
    leg.emergency(emergency);
    table.add(leg);
    table.step(
        leg,
        new LegEvent.DialAsked(),
        _ -> {
          line.seize(dial.getCallId(), dial.getLegId());
          line.feed(
              new AgentInput.Dial(
                  commandId,
                  callNumber++,
                  dial.getNumber(),
                  dial.getCallingNumber(),
                  dial.getCallingName(),
                  Dialling.presentation(dial),
                  emergency));
        });
  }

  private boolean ends(LineRunner line, Dial dial, Duration patience) {
    return line.kind() != LineKind.FXS
        && patience.isPositive()
        && table.preempt(line, dial.getCallId());
  }

  void answer(Controller by, String commandId, Answer answer) {
    if (lineLeg(commandId, answer.getLegId()) instanceof Leg.OfLine leg) {
      table.commanded(leg.callId(), by);
      table.step(
          leg,
          new LegEvent.AnswerAsked(),
          action -> command(commandId, leg, action, new AgentInput.Answer(commandId)));
    }
  }

  void release(Controller by, String commandId, Release release) {
    switch (table.leg(release.getLegId())) {
      case Leg.OfLine leg -> {
        table.commanded(leg.callId(), by);
        var cause = Cause.of(release.getCause() == 0 ? 16 : release.getCause());
        table.step(
            leg,
            new LegEvent.ReleaseAsked(),
            action -> command(commandId, leg, action, new AgentInput.Release(commandId, cause)));
      }
      case Leg.OfRtp leg -> {
        table.commanded(leg.callId(), by);
        table.close(leg);
        released(commandId, release.getLegId());
      }
      case null -> released(commandId, release.getLegId());
    }
  }

  /// A leg that is gone already was released all the same.
  private void released(String commandId, String legId) {
    var call = table.hadLeg(legId);
    if (call.isEmpty()) {
      refuse(commandId, Refusal.REFUSAL_NOT_FOUND, "no leg '" + legId + "' here");
      return;
    }
    var accepted = Accepted.newBuilder();
    var quality = call.get().qualities().get(legId);
    if (quality != null) {
      accepted.setQuality(quality);
    }
    finish.accept(Up.accepted(commandId, accepted.build()));
  }

  private void command(String commandId, Leg.OfLine leg, LegAction action, AgentInput input) {
    switch (action) {
      case LegAction.Forward _ -> leg.line().feed(input);
      case LegAction.Done _ -> finish.accept(Up.accepted(commandId));
      case LegAction.Refuse(String reason) ->
          refuse(commandId, Refusal.REFUSAL_INVALID, "leg " + leg.id() + ": " + reason);
      case LegAction.Tell _, LegAction.End _, LegAction.ReportUnexpected _ -> {}
    }
  }

  void sendDtmf(Controller by, String commandId, SendDtmf send) {
    var leg = leg(commandId, send.getLegId());
    if (leg == null) {
      return;
    }
    if (!send.getDigits().matches("[0-9A-D*#!]{1," + MAX_DIGITS + "}")) {
      refuse(commandId, Refusal.REFUSAL_INVALID, "digits '" + send.getDigits() + "'");
      return;
    }
    table.commanded(leg.callId(), by);
    var tone = Duration.ofMillis(send.getToneMs() == 0 ? 100 : send.getToneMs());
    if (leg instanceof Leg.OfLine line && send.getDigits().equals("!")) {
      valid(commandId, () -> DigitRelay.flash(line));
      return;
    }
    if (leg instanceof Leg.OfLine line && line.onSim()) {
      line.line()
          .sendDigits(
              send.getDigits(), tone, outcome -> finish.accept(Up.result(commandId, outcome)));
      return;
    }
    valid(
        commandId,
        () -> leg.termination().sendDtmf(send.getDigits(), tone, Duration.ofMillis(100)));
  }

  void takeDigit(Controller by, String commandId, TakeDigit take) {
    var leg = leg(commandId, take.getLegId());
    if (leg != null) {
      table.commanded(leg.callId(), by);
      valid(commandId, () -> DigitRelay.take(leg, take));
    }
  }

  void createRtp(Controller by, String commandId, CreateRtp create) {
    if (badIds(commandId, create.getCallId(), create.getLegId())) {
      return;
    }
    var sink = new RtpSink();
    RtpPort port;
    try {
      port = ports.open(create, tones.get(), sink::accept);
    } catch (IllegalArgumentException unknown) {
      refuse(commandId, Refusal.REFUSAL_INVALID, String.valueOf(unknown.getMessage()));
      return;
    } catch (MediaException full) {
      refuse(commandId, Refusal.REFUSAL_UNAVAILABLE, String.valueOf(full.getMessage()));
      return;
    }
    try {
      if (create.hasRemote()) {
        port.configure(create.getRemote());
      }
    } catch (IllegalArgumentException wrong) {
      port.close();
      refuse(commandId, Refusal.REFUSAL_INVALID, String.valueOf(wrong.getMessage()));
      return;
    }
    table.commanded(create.getCallId(), by);
    var leg = new Leg.OfRtp(create.getLegId(), create.getCallId(), port);
    table.add(leg);
    sink.bind(leg);
    finish.accept(Up.accepted(commandId, Accepted.newBuilder().setRtp(port.local()).build()));
  }

  /// Takes a port's events to the mailbox. The leg is set on the mailbox thread before they run
  /// there.
  private final class RtpSink {
    private final ArrayList<Leg.OfRtp> leg = new ArrayList<>(1);

    void bind(Leg.OfRtp bound) {
      leg.add(bound);
    }

    void accept(MediaEvent event) {
      switch (event) {
        case MediaEvent.DtmfReceived(char digit, _, _) ->
            mailbox.post(() -> leg.forEach(one -> table.digit(one, digit)));
        case MediaEvent.RtpTimeout(Duration silence) ->
            mailbox.post(() -> leg.forEach(one -> table.silent(one, silence)));
        case MediaEvent.PortEnded(String reason) ->
            mailbox.post(() -> leg.forEach(one -> table.unprotected(one, reason)));
        case MediaEvent.FaxHeard(FaxToneDetector.Sound sound, boolean fromPeer) ->
            mailbox.post(() -> leg.forEach(one -> table.fax(one, sound, fromPeer)));
        case MediaEvent.FaxLost _ -> mailbox.post(() -> leg.forEach(table::faxLost));
        case MediaEvent.DtmfStarted _,
            MediaEvent.ToneDetected _,
            MediaEvent.VoiceDetected _,
            MediaEvent.RemoteChanged _,
            MediaEvent.FirstPacket _,
            MediaEvent.PlayDone _,
            MediaEvent.DtmfDone _ -> {}
      }
    }
  }

  void modifyRtp(Controller by, String commandId, ModifyRtp modify) {
    switch (table.leg(modify.getLegId())) {
      case Leg.OfRtp leg -> {
        table.commanded(leg.callId(), by);
        valid(commandId, () -> leg.port().configure(modify.getRemote()));
      }
      case Leg.OfLine leg ->
          refuse(commandId, Refusal.REFUSAL_INVALID, "leg " + leg.id() + " is a line leg");
      case null ->
          refuse(commandId, Refusal.REFUSAL_NOT_FOUND, "no leg '" + modify.getLegId() + "' here");
    }
  }

  void join(Controller by, String commandId, Join join) {
    var call = table.find(join.getCallId());
    if (call == null) {
      refuse(commandId, Refusal.REFUSAL_NOT_FOUND, "no call '" + join.getCallId() + "' here");
      return;
    }
    var members = new ArrayList<Leg>();
    for (String id : join.getLegIdsList()) {
      var leg = call.legs().get(id);
      if (leg == null) {
        refuse(commandId, Refusal.REFUSAL_NOT_FOUND, "no leg '" + id + "' in the call");
        return;
      }
      members.add(leg);
    }
    table.commanded(join.getCallId(), by);
    table.join(call, members);
    finish.accept(Up.accepted(commandId));
  }

  private void valid(String commandId, Runnable action) {
    try {
      action.run();
      finish.accept(Up.accepted(commandId));
    } catch (IllegalArgumentException wrong) {
      refuse(commandId, Refusal.REFUSAL_INVALID, String.valueOf(wrong.getMessage()));
    }
  }

  private boolean badIds(String commandId, String callId, String legId) {
    if (callId.isEmpty()
        || callId.length() > MAX_ID
        || legId.isEmpty()
        || legId.length() > MAX_ID) {
      refuse(commandId, Refusal.REFUSAL_INVALID, "call '" + callId + "', leg '" + legId + "'");
      return true;
    }
    if (table.leg(legId) != null) {
      refuse(commandId, Refusal.REFUSAL_INVALID, "leg '" + legId + "' is there already");
      return true;
    }
    return false;
  }

  private @Nullable Leg leg(String commandId, String legId) {
    var leg = table.leg(legId);
    if (leg == null) {
      refuse(commandId, Refusal.REFUSAL_NOT_FOUND, "no leg '" + legId + "' here");
    }
    return leg;
  }

  private @Nullable Leg lineLeg(String commandId, String legId) {
    var leg = leg(commandId, legId);
    if (leg instanceof Leg.OfRtp) {
      refuse(commandId, Refusal.REFUSAL_INVALID, "leg " + legId + " is not on a line");
      return null;
    }
    return leg;
  }

  private void refuse(String commandId, Refusal kind, String reason) {
    finish.accept(Up.refused(commandId, kind, reason));
  }
}
