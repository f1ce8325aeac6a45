package io.patchbay.edge.survival;

import static java.util.Objects.requireNonNull;

import io.patchbay.contract.document.Documents;
import io.patchbay.edge.run.Controller;
import io.patchbay.edge.run.Desk;
import io.patchbay.edge.run.Mailbox;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.edge.v1.CallOffered;
import io.patchbay.proto.edge.v1.Dialled;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.proto.edge.v1.PlayTone.Tone;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.proto.policy.v1.Announce;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides calls while no trunk is attached, by the last configuration: joins lines of this edge.
///
/// It commands the desk as a trunk replica would. Extensions cannot be reached then: a call from
/// outside for one of them rings the phones of this edge. For the mailbox thread.
public final class Alone implements Controller {
  private static final Logger LOG = LoggerFactory.getLogger(Alone.class);
  private static final Duration TELLING = Duration.ofSeconds(20);

  /// Q.850 41, temporary failure.
  private static final int FAILED = 41;

  private final Map<String, LocalCall> calls = new HashMap<>();

  /// Calls whose number is not whole yet.
  private final Map<String, CallOffered> begun = new HashMap<>();

  private final Mailbox mailbox;
  private final InstantSource clock;
  private final EdgeMemory memory;
  private final Orders orders = new Orders(this);
  private final Asking asking;
  private final Hunt hunt;
  private Documents documents = Documents.empty();
  private Router router = Router.of(documents);

  /// @param memory what this edge knows of earlier calls and of its phones
  /// @param hashing where a PIN is compared, which takes a tenth of a second and more
  public Alone(Mailbox mailbox, InstantSource clock, EdgeMemory memory, Executor hashing) {
    this.memory = requireNonNull(memory, "memory");
    this.mailbox = requireNonNull(mailbox, "mailbox");
    this.clock = requireNonNull(clock, "clock");
    asking = new Asking(orders, mailbox, clock, hashing, new Asked());
    hunt = new Hunt(orders, mailbox, clock, this::nobody);
  }

  /// What becomes of a call whose caller was asked for something.
  private final class Asked implements Asking.Then {
    @Override
    public void decide(LocalCall call) {
      Alone.this.decide(call);
    }

    @Override
    public void end(LocalCall call, int cause) {
      finish(call, cause, "system");
    }
  }

  /// The desk it commands; before the desk starts.
  public void command(Desk target) {
    orders.to(target);
  }

  /// The documents in force.
  public void configured(Documents next) {
    documents = next;
    router = Router.of(next, Router.KEEPING_RULES);
    asking.configured(next.pins());
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
      orders.result(message.getResult());
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
    if (event.getLegId().equals(call.legA())) {
      ofCaller(call, event);
    } else if (event.getLegId().equals(call.legB())) {
      ofCalled(call, event);
    }
  }

  private void ofCaller(LocalCall call, LineEvent event) {
    switch (event.getEventCase()) {
      case ANSWERED -> asking.answered(call);
      case DTMF -> asking.digit(call, event.getDtmf().getDigit());
      case RELEASED -> finish(call, event.getReleased().getCause(), "caller");
      // who waits is told busy by the line, or answered by it: there is nobody to ask
      case ALERTING,
          PROGRESS,
          OFFERED,
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

  private void ofCalled(LocalCall call, LineEvent event) {
    switch (event.getEventCase()) {
      case ALERTING -> hunt.alerting(call);
      case PROGRESS -> orders.join(call);
      case ANSWERED -> hunt.answered(call);
      case RELEASED -> {
        int cause = event.getReleased().getCause();
        if (call.answered()) {
          finish(call, cause, "callee");
        } else {
          hunt.failed(call, cause);
        }
      }
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
    var legA =
        LegRecord.newBuilder()
            .setLegId(event.getLegId())
            .setName(event.getLine())
            .setNumber(offer.getCallingNumber())
            .build();
    var call = new LocalCall(request, legA, clock.instant());
    calls.put(call.id(), call);
    decide(call);
  }

  /// Where the call goes, by what is known of it now.
  private void decide(LocalCall call) {
    RouteRequest question = call.question();
    memory.count(question, clock.instant());
    Past past = memory.past(documents, clock.instant());
    call.decided(LocalPlan.of(router, question, orders.lines(), past));
    LOG.info(
        "call {} from line {} to {} is decided here: {} lines",
        call.id(),
        question.getOrigin(),
        question.getCalledNumber(),
        call.plan().targets().size());
    if (call.decision().hasSetting()) {
      PhoneSetting setting = call.decision().getSetting();
      orders.keep(setting, kept -> set(call, setting, kept));
    } else {
      goOn(call);
    }
  }

  /// What a feature code sets is kept before its caller hears so.
  private void set(LocalCall call, PhoneSetting setting, boolean kept) {
    if (kept) {
      memory.set(List.of(setting));
    }
    if (call.over()) {
      return;
    }
    if (kept) {
      goOn(call);
    } else {
      LOG.warn("call {}: what {} has set cannot be kept", call.id(), setting.getPhone());
      finish(call, FAILED, "system");
    }
  }

  private void goOn(LocalCall call) {
    if (call.plan().targets().isEmpty() && call.decision().hasCollect()) {
      asking.begin(call);
    } else {
      hunt.begin(call);
    }
  }

  /// Nobody takes the call: its caller is asked for another number (H-163). Who calls for help
  /// learns of it (catalogue E4, 8), who tests that hears how it is; others hear the tone of the
  /// release.
  private void nobody(LocalCall call, int cause, String by) {
    if (call.decision().hasCollect()) {
      asking.begin(call);
      return;
    }
    Announce announce = call.decision().getAnnounce();
    if (announce.getTone() == Announce.Tone.TONE_UNSPECIFIED) {
      finish(call, cause, by);
      return;
    }
    if (call.emergency()) {
      LOG.error("call {}: nobody takes the emergency call", call.id());
    }
    orders.notice(
        call.legA(),
        announce.getTone() == Announce.Tone.TONE_CONFIRMATION
            ? Tone.TONE_CONFIRMATION
            : Tone.TONE_SPECIAL_INFORMATION,
        announce.getFile());
    call.waiting(mailbox.after(TELLING, () -> finish(call, cause, "system")));
  }

  private void finish(LocalCall call, int cause, String by) {
    var record = call.end(cause, by, clock.instant());
    // the next call may come before the record is concluded
    memory.count(record);
    for (String leg : List.of(call.legA(), call.legB())) {
      if (!leg.isEmpty()) {
        orders.release(leg, cause);
      }
    }
    orders.conclude(call.id(), record);
    calls.remove(call.id());
  }
}
