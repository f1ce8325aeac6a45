package io.patchbay.trunk.dialog;

import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.edge.v1.Answer;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.CreateRtp;
import io.patchbay.proto.edge.v1.Dial;
import io.patchbay.proto.edge.v1.Join;
import io.patchbay.proto.edge.v1.ModifyRtp;
import io.patchbay.proto.edge.v1.PlayTone;
import io.patchbay.proto.edge.v1.Release;
import io.patchbay.proto.edge.v1.RtpDescription;
import io.patchbay.proto.edge.v1.SendDtmf;
import io.patchbay.proto.edge.v1.TakeDigit;
import io.patchbay.trunk.sdp.Carriage;
import io.patchbay.trunk.sdp.RemoteMedia;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The commands of edge.v1 as the machines need them.
final class EdgeCommands {
  /// A modem may take long to take the line (ATD) or to answer (ATA).
  private static final int LINE_DEADLINE_MS = 15_000;

  private EdgeCommands() {}

  static Command.Builder createRtp(
      String call, String leg, @Nullable RemoteMedia remote, MediaSpec spec) {
    CreateRtp.Builder create = CreateRtp.newBuilder().setCallId(call).setLegId(leg);
    Carriage.suites(spec).forEach(suite -> create.addSrtpSuites(suite.name()));
    create.setDtls(Carriage.dtls(spec));
    if (remote != null) {
      create.setRemote(description(remote, spec));
    }
    return Command.newBuilder().setCreateRtp(create);
  }

  static Command.Builder modifyRtp(String leg, RemoteMedia remote, MediaSpec spec) {
    return modifyRtp(leg, remote, spec, false);
  }

  /// @param relayed where it is T.38, the other side of the call is, too
  static Command.Builder modifyRtp(
      String leg, RemoteMedia remote, MediaSpec spec, boolean relayed) {
    RtpDescription.Builder description = description(remote, spec).toBuilder();
    if (remote.t38() && relayed) {
      description.getT38Builder().setRelayed(true);
    }
    return Command.newBuilder()
        .setModifyRtp(ModifyRtp.newBuilder().setLegId(leg).setRemote(description));
  }

  private static RtpDescription description(RemoteMedia remote, MediaSpec spec) {
    RtpDescription.Builder description = EdgeTransport.of(remote, spec);
    AudioFormats.add(remote, description);
    EdgeFax.add(remote, spec, description);
    return description
        .setAddress(remote.address())
        .setPort(remote.port())
        .setCodec(remote.codec().name())
        .setPayloadType(remote.payloadType())
        .setTelephoneEventPayloadType(remote.telephoneEvent())
        .setPtimeMs(remote.ptimeMs())
        .setDirection(remote.direction().attribute())
        .build();
  }

  static Command.Builder dial(String call, String leg, Party to, String calling, String name) {
    return Command.newBuilder()
        .setDeadlineMs(LINE_DEADLINE_MS)
        .setDial(
            Dial.newBuilder()
                .setCallId(call)
                .setLegId(leg)
                .setLine(to.name())
                .setNumber(to.number())
                .setCallingNumber(calling)
                .setCallingName(name)
                .setPresentation(
                    calling.isEmpty()
                        ? Dial.Presentation.PRESENTATION_RESTRICTED
                        : Dial.Presentation.PRESENTATION_UNSPECIFIED)); // as the line has it
  }

  /// As [#dial], for help: the number is shown as the line has it.
  ///
  /// @param preempt a normal call on the line is ended for it
  static Command.Builder dialForHelp(
      String call, String leg, Party to, String calling, boolean preempt) {
    Command.Builder command = dial(call, leg, to, calling, "");
    command
        .getDialBuilder()
        .setPresentation(Dial.Presentation.PRESENTATION_UNSPECIFIED)
        .setEmergency(true)
        .setPreempt(preempt);
    return command;
  }

  static Command.Builder answer(String leg) {
    return Command.newBuilder()
        .setDeadlineMs(LINE_DEADLINE_MS)
        .setAnswer(Answer.newBuilder().setLegId(leg));
  }

  static Command.Builder release(String leg, int cause) {
    return Command.newBuilder().setRelease(Release.newBuilder().setLegId(leg).setCause(cause));
  }

  static Command.Builder join(String call, List<String> legs) {
    return Command.newBuilder().setJoin(Join.newBuilder().setCallId(call).addAllLegIds(legs));
  }

  static Command.Builder tone(String leg, PlayTone.Tone tone) {
    return Command.newBuilder().setPlayTone(PlayTone.newBuilder().setLegId(leg).setTone(tone));
  }

  /// @param file instead of the tone; empty: none
  static Command.Builder notice(String leg, PlayTone.Tone tone, String file) {
    return Command.newBuilder()
        .setPlayTone(PlayTone.newBuilder().setLegId(leg).setTone(tone).setAnnouncement(file));
  }

  static Command.Builder takeDigit(String leg, String digit) {
    return Command.newBuilder().setTakeDigit(TakeDigit.newBuilder().setLegId(leg).setDigit(digit));
  }

  static Command.Builder digits(String leg, String digits) {
    return Command.newBuilder()
        .setDeadlineMs(LINE_DEADLINE_MS)
        .setSendDtmf(SendDtmf.newBuilder().setLegId(leg).setDigits(digits));
  }
}
