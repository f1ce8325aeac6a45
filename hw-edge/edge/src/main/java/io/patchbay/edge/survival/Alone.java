package io.patchbay.edge.survival;

import static java.util.Objects.requireNonNull;

import io.patchbay.contract.document.Documents;
import io.patchbay.edge.run.Controller;
import io.patchbay.edge.run.Desk;
import io.patchbay.edge.run.Mailbox;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.edge.v1.Answer;
import io.patchbay.proto.edge.v1.CallOffered;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.Conclude;
import io.patchbay.proto.edge.v1.Dial;
import io.patchbay.proto.edge.v1.Dialled;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.Join;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.proto.edge.v1.PlayTone;
import io.patchbay.proto.edge.v1.Release;
import io.patchbay.proto.policy.v1.Announce;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides calls while no trunk is attached, by the last configuration: joins lines of this edge.
///
/// It commands the desk as a trunk replica would. Extensions cannot be reached then: a call from
/// outside for one of them rings the phones of this edge. For the mailbox thread.
public final class Alone implements Controller {
  private static final Logger LOG = LoggerFactory.getLogger(Alone.class);
  private static final Duration NO_ANSWER = Duration.ofSeconds(60);
  private static final Duration TELLING = Duration.ofSeconds(20);

  private final Map<String, LocalCall> calls = new HashMap<>();
  private final Map<String, LocalCall> dials = new HashMap<>();

  /// Calls whose number is not whole yet.
  private final Map<String, CallOffered> begun = new HashMap<>();

  private final Mailbox mailbox;
  private final InstantSource clock;
  private final HelpMemory help;
  private Router router = Router.of(Documents.empty());
  private @Nullable Desk desk;
  private long commands;

  /// @param help who has called for help by this edge
  public Alone(Mailbox mailbox, InstantSource clock, HelpMemory help) {
    this.help = requireNonNull(help, "help");
    this.mailbox = requireNonNull(mailbox, "mailbox");
    this.clock = requireNonNull(clock, "clock");
  }

  /// The desk it commands; before the desk starts.
  public void command(Desk target) {
    desk = target;
  }

  /// The documents in force.
  public void configured(Documents documents) {
    router = Router.of(documents);
  }

  @Override
  public String name() {
    return "this edge";
  }

  @Override
  public void send(EdgeUp message) {
    if (message.hasLineEvent()) {
      event(message.getLineEvent());
    } else if (message.hasResult()) {
      result(message.getResult());
    }
  }

  private void event(LineEvent event) {
    if (event.hasOffered()) {
      offered(event, event.getOffered());
      return;
    }
    if (event.hasDialled()) {
      dialled(event, event.getDialled());
      return;
    }
    var call = calls.get(event.getCallId());
    if (call == null || call.over()) {
      if (event.hasReleased()) {
        begun.remove(event.getCallId());
      }
      return;
    }
    boolean fromB = event.getLegId().equals(call.legB());
    switch (event.getEventCase()) {
      case ALERTING -> {
        call.alerted(clock.instant());
        tone(call, PlayTone.Tone.TONE_RINGBACK);
      }
      case PROGRESS -> join(call);
      case ANSWERED -> {
        if (fromB && !call.answered()) {
          call.answered(clock.instant());
          send(Command.newBuilder().setAnswer(Answer.newBuilder().setLegId(call.legA())));
          join(call);
        }
      }
      case RELEASED -> released(call, fromB, event.getReleased().getCause());
      // who waits is told busy by the line, or answered by it: there is nobody to ask
      case OFFERED,
          DTMF,
          HOOK_FLASH,
          STATUS,
          USSD,
          NOTED,
          DIALLED,
          PARTY_CHANGED,
          PARTY_LEFT,
          EVENT_NOT_SET -> {}
    }
  }

  private void dialled(LineEvent event, Dialled dialled) {
    CallOffered begin = dialled.getComplete() ? begun.remove(event.getCallId()) : null;
    if (begin != null) {
      offered(
          event,
          begin.toBuilder()
              .setCalledNumber(dialled.getCalledNumber())
              .setIncomplete(false)
              .build());
    }
  }

  private void offered(LineEvent event, CallOffered offer) {
    if (calls.containsKey(event.getCallId())) {
      return;
    }
    if (offer.getIncomplete()) {
      // nobody here could say that it wants more digits
      begun.put(event.getCallId(), offer);
      return;
    }
    var request =
        RouteRequest.newBuilder()
            .setCallId(event.getCallId())
            .setOriginKind(OriginKind.ORIGIN_KIND_LINE)
            .setOrigin(event.getLine())
            .setCallingNumber(offer.getCallingNumber())
            .setCalledNumber(offer.getCalledNumber())
            .setAt(event.getAt())
            .build();
    var plan = LocalPlan.of(router, request, desk().lines(), help.calls());
    var legA =
        LegRecord.newBuilder()
            .setLegId(event.getLegId())
            .setName(event.getLine())
            .setNumber(offer.getCallingNumber())
            .build();
    var call =
        new LocalCall(event.getCallId(), legA, offer.getCalledNumber(), plan, clock.instant());
    calls.put(call.id(), call);
    LOG.info(
        "call {} from line {} to {} is decided here: {} lines",
        call.id(),
        event.getLine(),
        offer.getCalledNumber(),
        plan.targets().size());
    mailbox.after(NO_ANSWER, () -> unanswered(call));
    dialNext(call, plan.cause());
  }

  private void dialNext(LocalCall call, int cause) {
    if (!call.hasNext()) {
      nobody(call, cause);
      return;
    }
    var target = call.next(clock.instant());
    if (target.getRingTimeoutS() > 0 && call.hasNext()) {
      String leg = call.legB();
      mailbox.after(Duration.ofSeconds(target.getRingTimeoutS()), () -> rungLongEnough(call, leg));
    }
    String id =
        send(
            Command.newBuilder()
                .setDial(
                    Dial.newBuilder()
                        .setCallId(call.id())
                        .setLegId(call.legB())
                        .setLine(target.getLine())
                        .setNumber(target.getNumber())
                        .setCallingNumber(call.callingNumber())
                        .setEmergency(call.emergency())
                        .setPreempt(target.getPreempt())));
    dials.put(id, call);
  }

  /// Who calls for help learns that nobody takes the call (catalogue E4, 8), who tests that hears
  /// how it is; others hear the tone of the release.
  private void nobody(LocalCall call, int cause) {
    Announce announce = call.announce();
    if (announce.getTone() == Announce.Tone.TONE_UNSPECIFIED || call.answered()) {
      finish(call, cause, "system");
      return;
    }
    if (call.emergency()) {
      LOG.error("call {}: nobody takes the emergency call", call.id());
    }
    send(
        Command.newBuilder()
            .setPlayTone(
                PlayTone.newBuilder()
                    .setLegId(call.legA())
                    .setTone(
                        announce.getTone() == Announce.Tone.TONE_CONFIRMATION
                            ? PlayTone.Tone.TONE_CONFIRMATION
                            : PlayTone.Tone.TONE_SPECIAL_INFORMATION)
                    .setAnnouncement(announce.getFile())));
    mailbox.after(
        TELLING,
        () -> {
          if (!call.over()) {
            finish(call, cause, "system");
          }
        });
  }

  private void result(CommandResult result) {
    var call = dials.remove(result.getCommandId());
    if (call != null && result.hasRefused() && !call.over()) {
      dialNext(call, 34);
    }
  }

  private void released(LocalCall call, boolean fromB, int cause) {
    boolean another = cause != 17 || call.persists();
    if (fromB && !call.answered() && another && (call.hasNext() || call.emergency())) {
      dialNext(call, cause);
    } else {
      finish(call, cause, fromB ? "callee" : "caller");
    }
  }

  private void unanswered(LocalCall call) {
    if (call.over() || call.answered()) {
      return;
    }
    if (!call.emergency() && !(call.persists() && call.hasNext())) {
      finish(call, 19, "system");
      return;
    }
    // an emergency call is never given up: the next line when this one is silent, else it rings on
    mailbox.after(NO_ANSWER, () -> unanswered(call));
    if ((!call.alerted() || !call.emergency()) && call.hasNext()) {
      release(call.legB(), 19);
      dialNext(call, 19);
    }
  }

  /// The next line's turn, when this one still rings.
  private void rungLongEnough(LocalCall call, String leg) {
    if (!call.over() && !call.answered() && call.legB().equals(leg)) {
      release(leg, 19);
      dialNext(call, 19);
    }
  }

  private void finish(LocalCall call, int cause, String by) {
    var record = call.end(cause, by, clock.instant());
    // the next call may come before the record is concluded
    help.count(record);
    for (String leg : List.of(call.legA(), call.legB())) {
      if (!leg.isEmpty()) {
        release(leg, cause);
      }
    }
    send(
        Command.newBuilder()
            .setConclude(Conclude.newBuilder().setCallId(call.id()).setRecord(record)));
    calls.remove(call.id());
  }

  private void release(String leg, int cause) {
    send(Command.newBuilder().setRelease(Release.newBuilder().setLegId(leg).setCause(cause)));
  }

  private void tone(LocalCall call, PlayTone.Tone tone) {
    send(
        Command.newBuilder()
            .setPlayTone(PlayTone.newBuilder().setLegId(call.legA()).setTone(tone)));
  }

  private void join(LocalCall call) {
    send(
        Command.newBuilder()
            .setJoin(
                Join.newBuilder()
                    .setCallId(call.id())
                    .addLegIds(call.legA())
                    .addLegIds(call.legB())));
  }

  private String send(Command.Builder command) {
    String id = "alone-" + ++commands;
    desk().command(this, command.setCommandId(id).build());
    return id;
  }

  private Desk desk() {
    return requireNonNull(desk, "desk");
  }
}
