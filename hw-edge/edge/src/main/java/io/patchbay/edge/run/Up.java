package io.patchbay.edge.run;

import com.google.protobuf.Timestamp;
import io.patchbay.edge.leg.LegEvent;
import io.patchbay.line.Cell;
import io.patchbay.line.LineEvent.Noted;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineEvent.Refusal;
import io.patchbay.line.LineTrace;
import io.patchbay.media.tone.FaxToneDetector;
import io.patchbay.proto.cdr.v1.RtpQuality;
import io.patchbay.proto.edge.v1.Accepted;
import io.patchbay.proto.edge.v1.AudioTestResult;
import io.patchbay.proto.edge.v1.CallAlerting;
import io.patchbay.proto.edge.v1.CallAnswered;
import io.patchbay.proto.edge.v1.CallOffered;
import io.patchbay.proto.edge.v1.CallProgress;
import io.patchbay.proto.edge.v1.CallReleased;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.Dialled;
import io.patchbay.proto.edge.v1.DtmfReceived;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.FaxHeard;
import io.patchbay.proto.edge.v1.FaxLost;
import io.patchbay.proto.edge.v1.HookFlash;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.edge.v1.MediaEvent;
import io.patchbay.proto.edge.v1.PartyChanged;
import io.patchbay.proto.edge.v1.PartyLeft;
import io.patchbay.proto.edge.v1.Refused;
import io.patchbay.proto.edge.v1.RtpTimeout;
import io.patchbay.proto.edge.v1.Trace;
import io.patchbay.proto.edge.v1.TraceEntry;
import io.patchbay.proto.edge.v1.Unprotected;
import io.patchbay.proto.edge.v1.UssdReceived;
import io.patchbay.proto.sms.v1.UssdState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/// Our records as messages to the trunk.
final class Up {
  private Up() {}

  static Timestamp at(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }

  static EdgeUp leg(LineRunner line, Leg.OfLine leg, LegEvent event, Instant at) {
    var message =
        LineEvent.newBuilder()
            .setAt(at(at))
            .setLine(line.name())
            .setCallId(leg.callId())
            .setLegId(leg.id());
    switch (event) {
      case LegEvent.Offered(String number, String name, String called, boolean incomplete) ->
          message.setOffered(
              CallOffered.newBuilder()
                  .setCallingNumber(number.isEmpty() ? line.callingNumber() : number)
                  .setCallingName(name)
                  .setCalledNumber(called.isEmpty() ? line.number() : called)
                  .setIncomplete(incomplete));
      case LegEvent.Dialled(String number, boolean complete, boolean atOnce) ->
          message.setDialled(
              Dialled.newBuilder().setCalledNumber(number).setComplete(complete).setAtOnce(atOnce));
      case LegEvent.Alerting _ -> message.setAlerting(CallAlerting.getDefaultInstance());
      case LegEvent.Progress _ -> message.setProgress(CallProgress.getDefaultInstance());
      case LegEvent.Answered _ -> message.setAnswered(CallAnswered.getDefaultInstance());
      case LegEvent.Released(var cause) ->
          message.setReleased(CallReleased.newBuilder().setCause(cause.value()));
      case LegEvent.Digit(char digit) ->
          message.setDtmf(DtmfReceived.newBuilder().setDigit(String.valueOf(digit)));
      case LegEvent.PartyChanged(int party, boolean first, String number, var standing) ->
          message.setPartyChanged(
              PartyChanged.newBuilder()
                  .setPartyId(Parties.id(leg, party, first))
                  .setNumber(number)
                  .setStanding(Parties.standing(standing)));
      case LegEvent.PartyLeft(int party, boolean first, var cause) ->
          message.setPartyLeft(
              PartyLeft.newBuilder()
                  .setPartyId(Parties.id(leg, party, first))
                  .setCause(cause.value()));
      case LegEvent.Flash _ -> message.setHookFlash(HookFlash.getDefaultInstance());
      case LegEvent.DialRefused _,
          LegEvent.DialAsked _,
          LegEvent.AnswerAsked _,
          LegEvent.ReleaseAsked _ ->
          throw new IllegalStateException(event + " is not for the trunk");
    }
    return EdgeUp.newBuilder().setLineEvent(message).build();
  }

  static EdgeUp status(LineRunner line, Instant at) {
    return EdgeUp.newBuilder()
        .setLineEvent(
            LineEvent.newBuilder().setAt(at(at)).setLine(line.name()).setStatus(status(line)))
        .build();
  }

  static LineStatus status(LineRunner line) {
    var status = line.status();
    return LineStatus.newBuilder()
        .setState(state(status.state()))
        .setReason(status.reason())
        .setRegistration(status.registration())
        .setOperator(status.operator())
        .setSignalDbm(status.signalDbm())
        .setNumber(line.number())
        .putAllIdentity(status.identity())
        .putAllAlarms(status.alarms())
        .setBusyCallId(line.callId())
        .addAllEmergencyNumbers(new TreeSet<>(status.emergencyNumbers()))
        .build();
  }

  private static LineState state(io.patchbay.line.LineState state) {
    return switch (state) {
      case DOWN -> LineState.LINE_STATE_DOWN;
      case STARTING -> LineState.LINE_STATE_STARTING;
      case IN_SERVICE -> LineState.LINE_STATE_IN_SERVICE;
      case OUT_OF_SERVICE -> LineState.LINE_STATE_OUT_OF_SERVICE;
    };
  }

  static UssdState ussd(io.patchbay.line.UssdState state) {
    return switch (state) {
      case DONE -> UssdState.USSD_STATE_DONE;
      case ANSWER_WANTED -> UssdState.USSD_STATE_ANSWER_WANTED;
      case TERMINATED -> UssdState.USSD_STATE_TERMINATED;
      case ANSWERED_ELSEWHERE -> UssdState.USSD_STATE_ANSWERED_ELSEWHERE;
      case NOT_SUPPORTED -> UssdState.USSD_STATE_NOT_SUPPORTED;
      case NETWORK_TIMED_OUT -> UssdState.USSD_STATE_NETWORK_TIMED_OUT;
      case TIMED_OUT -> UssdState.USSD_STATE_TIMED_OUT;
      case CANCELLED -> UssdState.USSD_STATE_CANCELLED;
      case LOST -> UssdState.USSD_STATE_LOST;
    };
  }

  /// A bad result is a result.
  static CommandResult audioTest(String commandId, Outcome outcome) {
    var result = AudioTestResult.newBuilder();
    switch (outcome) {
      case Outcome.Accepted(String words) -> result.setPassed(true).setWords(words);
      case Outcome.Refused(Refusal kind, String words) when kind == Refusal.REJECTED ->
          result.setWords(words);
      case Outcome.Refused _, Outcome.Surveyed _, Outcome.Forwards _ -> {
        return result(commandId, outcome);
      }
    }
    return accepted(commandId, Accepted.newBuilder().setAudioTest(result).build());
  }

  /// @param whole with PINs and the text of messages
  static Trace trace(List<LineTrace.Entry> entries, boolean whole) {
    var trace = Trace.newBuilder();
    for (LineTrace.Entry entry : entries) {
      trace.addEntries(
          TraceEntry.newBuilder()
              .setSequence(entry.sequence())
              .setAt(at(entry.at()))
              .setSent(entry.sent())
              .setText(whole ? entry.text() : entry.redacted()));
    }
    return trace.build();
  }

  private static Accepted cells(List<Cell> cells) {
    var accepted = Accepted.newBuilder();
    for (Cell cell : cells) {
      var one =
          io.patchbay.proto.edge.v1.Cell.newBuilder()
              .setServing(cell.serving())
              .setTechnology(cell.technology())
              .setChannel(cell.channel())
              .setLevelDbm(cell.levelDbm())
              .setBand(cell.band())
              .setArea(cell.area())
              .setCellId(cell.id());
      if (cell.code() >= 0) {
        one.setCode(cell.code());
      }
      accepted.addCells(one);
    }
    return accepted.build();
  }

  static EdgeUp ussd(LineRunner line, io.patchbay.line.LineEvent.UssdReceived ussd) {
    return line(
        LineEvent.newBuilder()
            .setAt(at(ussd.at()))
            .setLine(line.name())
            .setUssd(
                UssdReceived.newBuilder()
                    .setSession(ussd.session())
                    .setText(ussd.text())
                    .setState(ussd(ussd.state()))));
  }

  static EdgeUp noted(LineRunner line, Noted noted) {
    return line(
        LineEvent.newBuilder()
            .setAt(at(noted.at()))
            .setLine(line.name())
            .setNoted(
                io.patchbay.proto.edge.v1.Noted.newBuilder()
                    .setAction(noted.action())
                    .setDetail(noted.detail())));
  }

  static EdgeUp line(LineEvent.Builder event) {
    return EdgeUp.newBuilder().setLineEvent(event).build();
  }

  static EdgeUp digit(Leg leg, char digit, Instant at) {
    return EdgeUp.newBuilder()
        .setMediaEvent(
            event(leg, at).setDtmf(DtmfReceived.newBuilder().setDigit(String.valueOf(digit))))
        .build();
  }

  static EdgeUp rtpTimeout(Leg leg, Duration silence, Instant at) {
    return EdgeUp.newBuilder()
        .setMediaEvent(
            event(leg, at)
                .setRtpTimeout(RtpTimeout.newBuilder().setSilentMs((int) silence.toMillis())))
        .build();
  }

  static EdgeUp unprotected(Leg leg, String reason, Instant at) {
    return EdgeUp.newBuilder()
        .setMediaEvent(event(leg, at).setUnprotected(Unprotected.newBuilder().setReason(reason)))
        .build();
  }

  static EdgeUp fax(Leg leg, FaxToneDetector.Sound sound, boolean fromPeer, Instant at) {
    var heard =
        switch (sound) {
          case CNG -> FaxHeard.Sound.SOUND_CNG;
          case CED -> FaxHeard.Sound.SOUND_CED;
          case V21 -> FaxHeard.Sound.SOUND_V21;
        };
    return EdgeUp.newBuilder()
        .setMediaEvent(
            event(leg, at).setFaxHeard(FaxHeard.newBuilder().setSound(heard).setFromPeer(fromPeer)))
        .build();
  }

  static EdgeUp faxLost(Leg leg, String reason, Instant at) {
    return EdgeUp.newBuilder()
        .setMediaEvent(event(leg, at).setFaxLost(FaxLost.newBuilder().setReason(reason)))
        .build();
  }

  static EdgeUp quality(Leg leg, RtpQuality figures, Instant at) {
    return EdgeUp.newBuilder().setMediaEvent(event(leg, at).setQuality(figures)).build();
  }

  private static MediaEvent.Builder event(Leg leg, Instant at) {
    return MediaEvent.newBuilder().setAt(at(at)).setCallId(leg.callId()).setLegId(leg.id());
  }

  static CommandResult accepted(String commandId) {
    return accepted(commandId, Accepted.getDefaultInstance());
  }

  static CommandResult accepted(String commandId, Accepted accepted) {
    return CommandResult.newBuilder().setCommandId(commandId).setAccepted(accepted).build();
  }

  static CommandResult refused(
      String commandId, io.patchbay.proto.edge.v1.Refusal kind, String reason) {
    return CommandResult.newBuilder()
        .setCommandId(commandId)
        .setRefused(Refused.newBuilder().setKind(kind).setReason(reason))
        .build();
  }

  static CommandResult result(String commandId, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted(String value) ->
          accepted(commandId, Accepted.newBuilder().setValue(value).build());
      case Outcome.Surveyed(var cells) -> accepted(commandId, cells(cells));
      case Outcome.Forwards(var forwards) -> accepted(commandId, Forwardings.accepted(forwards));
      case Outcome.Refused(Refusal kind, String reason) ->
          refused(commandId, refusal(kind), reason);
    };
  }

  static io.patchbay.proto.edge.v1.Refusal refusal(Refusal kind) {
    return switch (kind) {
      case INVALID -> io.patchbay.proto.edge.v1.Refusal.REFUSAL_INVALID;
      case BUSY -> io.patchbay.proto.edge.v1.Refusal.REFUSAL_BUSY;
      case UNAVAILABLE -> io.patchbay.proto.edge.v1.Refusal.REFUSAL_UNAVAILABLE;
      case TIMED_OUT -> io.patchbay.proto.edge.v1.Refusal.REFUSAL_TIMED_OUT;
      case REJECTED -> io.patchbay.proto.edge.v1.Refusal.REFUSAL_REJECTED;
    };
  }
}
