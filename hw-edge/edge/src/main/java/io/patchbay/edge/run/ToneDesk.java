package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.edge.agent.Signal;
import io.patchbay.edge.context.NoticeSound;
import io.patchbay.edge.record.Announcements;
import io.patchbay.media.record.CallTap;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.PlayTone;
import io.patchbay.proto.edge.v1.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a caller what becomes of his call, or what he is to enter, by a file of the administrator
/// or a tone. For the mailbox thread; files are read on others.
final class ToneDesk {
  private static final Logger LOG = LoggerFactory.getLogger(ToneDesk.class);

  private final CallTable table;
  private final Mailbox mailbox;
  private final Announcements announcements;
  private final Consumer<CommandResult> finish;

  /// The last wish of each leg, by its id.
  private final Map<String, String> wishes = new HashMap<>();

  ToneDesk(
      CallTable table,
      Mailbox mailbox,
      Announcements announcements,
      Consumer<CommandResult> finish) {
    this.table = requireNonNull(table, "table");
    this.mailbox = requireNonNull(mailbox, "mailbox");
    this.announcements = requireNonNull(announcements, "announcements");
    this.finish = requireNonNull(finish, "finish");
  }

  /// Begins, or ends what was begun.
  void play(Controller by, String commandId, PlayTone play) {
    var leg = table.leg(play.getLegId());
    if (leg == null) {
      finish.accept(
          Up.refused(
              commandId, Refusal.REFUSAL_NOT_FOUND, "no leg '" + play.getLegId() + "' here"));
      return;
    }
    table.commanded(leg.callId(), by);
    wishes.keySet().removeIf(id -> table.leg(id) == null);
    if (wishes.remove(leg.id()) != null) {
      leg.termination().tap(null);
    }
    if (play.getAnnouncement().isEmpty()) {
      tone(commandId, leg, play);
      return;
    }
    wishes.put(leg.id(), commandId);
    announcements.load(
        play.getAnnouncement(),
        sound -> mailbox.post(() -> loaded(commandId, play, sound)),
        why -> {
          LOG.warn("{}; a tone is played instead", why);
          mailbox.post(() -> missing(commandId, play));
        });
  }

  private void loaded(String commandId, PlayTone play, short[] sound) {
    var leg = table.leg(play.getLegId());
    if (leg == null || !commandId.equals(wishes.get(play.getLegId()))) {
      finish.accept(Up.accepted(commandId)); // something else was wished since
      return;
    }
    notice(leg, commandId, NoticeSound.repeated(sound));
    begun(commandId, leg, play);
  }

  private void begun(String commandId, Leg leg, PlayTone play) {
    if (invites(play.getTone())) {
      leg.listenDigits();
    }
    finish.accept(Up.accepted(commandId));
  }

  /// Digits are waited for while it is heard.
  private static boolean invites(PlayTone.Tone tone) {
    return tone == PlayTone.Tone.TONE_DIAL
        || tone == PlayTone.Tone.TONE_PROMPT
        || tone == PlayTone.Tone.TONE_CONFIRMED;
  }

  private void missing(String commandId, PlayTone play) {
    var leg = table.leg(play.getLegId());
    if (leg == null || !wishes.remove(play.getLegId(), commandId)) {
      finish.accept(Up.accepted(commandId));
      return;
    }
    tone(commandId, leg, play);
  }

  private void tone(String commandId, Leg leg, PlayTone play) {
    switch (play.getTone()) {
      case TONE_UNSPECIFIED -> leg.termination().stopTone();
      case TONE_DIAL -> play(leg, Signal.DIAL);
      case TONE_RINGBACK -> play(leg, Signal.RINGBACK);
      case TONE_BUSY -> play(leg, Signal.BUSY);
      case TONE_CONGESTION -> play(leg, Signal.CONGESTION);
      case TONE_PROMPT -> play(leg, Signal.PROMPT);
      case TONE_CONFIRMED -> play(leg, Signal.CONFIRMED);
      case TONE_SPECIAL_INFORMATION -> notice(leg, commandId, NoticeSound.specialInformation());
      case TONE_CONFIRMATION -> notice(leg, commandId, NoticeSound.confirmation());
      case UNRECOGNIZED -> {
        finish.accept(
            Up.refused(commandId, Refusal.REFUSAL_INVALID, "tone " + play.getToneValue()));
        return;
      }
    }
    begun(commandId, leg, play);
  }

  private static void play(Leg leg, Signal signal) {
    switch (leg) {
      case Leg.OfLine line -> line.line().media().play(signal);
      case Leg.OfRtp rtp -> rtp.port().play(signal);
    }
  }

  private void notice(Leg leg, String commandId, short[] sound) {
    wishes.put(leg.id(), commandId);
    leg.termination().stopTone();
    leg.termination().tap(new CallTap(0, sound));
  }
}
