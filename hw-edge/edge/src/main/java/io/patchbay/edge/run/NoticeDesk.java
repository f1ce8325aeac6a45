package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

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
final class NoticeDesk {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeDesk.class);

  private final CallTable table;
  private final Mailbox mailbox;
  private final Announcements announcements;
  private final Consumer<CommandResult> finish;

  /// The last wish of each leg, by its id.
  private final Map<String, String> wishes = new HashMap<>();

  NoticeDesk(
      CallTable table,
      Mailbox mailbox,
      Announcements announcements,
      Consumer<CommandResult> finish) {
    this.table = requireNonNull(table, "table");
    this.mailbox = requireNonNull(mailbox, "mailbox");
    this.announcements = requireNonNull(announcements, "announcements");
    this.finish = requireNonNull(finish, "finish");
  }

  /// Is it a tone that sounds as a file would?
  private static boolean sounds(PlayTone play) {
    return play.getTone() == PlayTone.Tone.TONE_SPECIAL_INFORMATION
        || play.getTone() == PlayTone.Tone.TONE_CONFIRMATION;
  }

  /// Begins, or ends what was begun.
  ///
  /// @param tones plays what is no file
  void play(Controller by, String commandId, PlayTone play, Consumer<PlayTone> tones) {
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
      otherwise(commandId, leg, play, tones);
      return;
    }
    wishes.put(leg.id(), commandId);
    announcements.load(
        play.getAnnouncement(),
        sound -> mailbox.post(() -> loaded(commandId, play, sound)),
        why -> {
          LOG.warn("{}; a tone is played instead", why);
          mailbox.post(() -> missing(commandId, play, tones));
        });
  }

  private void loaded(String commandId, PlayTone play, short[] sound) {
    var leg = table.leg(play.getLegId());
    if (leg == null || !commandId.equals(wishes.get(play.getLegId()))) {
      finish.accept(Up.accepted(commandId)); // something else was wished since
      return;
    }
    if (!sounds(play)) {
      leg.listenDigits();
    }
    sound(commandId, leg, NoticeSound.repeated(sound));
  }

  private void missing(String commandId, PlayTone play, Consumer<PlayTone> tones) {
    var leg = table.leg(play.getLegId());
    if (leg == null || !wishes.remove(play.getLegId(), commandId)) {
      finish.accept(Up.accepted(commandId));
      return;
    }
    otherwise(commandId, leg, play, tones);
  }

  private void otherwise(String commandId, Leg leg, PlayTone play, Consumer<PlayTone> tones) {
    if (sounds(play)) {
      wishes.put(leg.id(), commandId);
      sound(
          commandId,
          leg,
          play.getTone() == PlayTone.Tone.TONE_CONFIRMATION
              ? NoticeSound.confirmation()
              : NoticeSound.specialInformation());
    } else {
      tones.accept(play);
    }
  }

  private void sound(String commandId, Leg leg, short[] sound) {
    leg.termination().stopTone();
    leg.termination().tap(new CallTap(0, sound));
    finish.accept(Up.accepted(commandId));
  }
}
