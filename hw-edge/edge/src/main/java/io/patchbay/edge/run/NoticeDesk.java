package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.edge.context.NoticeSound;
import io.patchbay.edge.record.Announcements;
import io.patchbay.media.record.CallTap;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.PlayTone;
import io.patchbay.proto.edge.v1.Refusal;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a caller what becomes of his call, by a file of the administrator or a tone. For the
/// mailbox thread; files are read on others.
final class NoticeDesk {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeDesk.class);

  private final CallTable table;
  private final Mailbox mailbox;
  private final Announcements announcements;
  private final Consumer<CommandResult> finish;

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

  /// Is it something of this desk's?
  static boolean tells(PlayTone play) {
    return play.getTone() == PlayTone.Tone.TONE_SPECIAL_INFORMATION
        || play.getTone() == PlayTone.Tone.TONE_CONFIRMATION;
  }

  void play(Controller by, String commandId, PlayTone play) {
    var leg = table.leg(play.getLegId());
    if (leg != null) {
      table.commanded(leg.callId(), by);
    }
    if (play.getAnnouncement().isEmpty()) {
      begin(commandId, play, tone(play));
      return;
    }
    announcements.load(
        play.getAnnouncement(),
        sound -> mailbox.post(() -> begin(commandId, play, NoticeSound.repeated(sound))),
        why -> {
          LOG.warn("{}; a tone is played instead", why);
          mailbox.post(() -> begin(commandId, play, tone(play)));
        });
  }

  private static short[] tone(PlayTone play) {
    return play.getTone() == PlayTone.Tone.TONE_CONFIRMATION
        ? NoticeSound.confirmation()
        : NoticeSound.specialInformation();
  }

  private void begin(String commandId, PlayTone play, short[] sound) {
    var leg = table.leg(play.getLegId());
    if (leg == null) {
      finish.accept(
          Up.refused(
              commandId, Refusal.REFUSAL_NOT_FOUND, "no leg '" + play.getLegId() + "' here"));
      return;
    }
    leg.termination().stopTone();
    leg.termination().tap(new CallTap(0, sound));
    finish.accept(Up.accepted(commandId));
  }
}
