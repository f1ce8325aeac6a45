package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.edge.record.Announcements;
import io.patchbay.edge.record.Recordings;
import io.patchbay.media.record.CallTap;
import io.patchbay.media.session.Termination;
import io.patchbay.proto.cdr.v1.Recording;
import io.patchbay.proto.edge.v1.Accepted;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.Record;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.edge.v1.StopRecording;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Records calls on demand. For the mailbox thread.
final class RecordDesk {
  private static final int DEFAULT_MAX_S = 14_400;
  private static final int MAX_S = 86_400;
  private static final int MOST_LEFT = 100;

  private static final short[] NO_SOUND = {};

  private final CallTable table;
  private final Mailbox mailbox;
  private final Announcements announcements;
  private final Recordings recordings;
  private final InstantSource clock;
  private final Consumer<CommandResult> finish;
  private final Map<String, List<Recording.Builder>> byCall = new HashMap<>();
  private final Map<String, Running> running = new HashMap<>();

  private record Running(Leg leg, Termination termination) {
    boolean live() {
      return leg.open().filter(termination::equals).isPresent();
    }
  }

  RecordDesk(
      CallTable table,
      Mailbox mailbox,
      Recordings recordings,
      Announcements announcements,
      InstantSource clock,
      Consumer<CommandResult> finish) {
    this.table = requireNonNull(table, "table");
    this.mailbox = requireNonNull(mailbox, "mailbox");
    this.announcements = requireNonNull(announcements, "announcements");
    this.recordings = requireNonNull(recordings, "recordings");
    this.clock = requireNonNull(clock, "clock");
    this.finish = requireNonNull(finish, "finish");
  }

  void record(String commandId, Record record) {
    if (record.getAnnouncement().isEmpty()) {
      begin(commandId, record, NO_SOUND);
      return;
    }
    announcements.load(
        record.getAnnouncement(),
        sound -> mailbox.post(() -> begin(commandId, record, sound)),
        why -> mailbox.post(() -> refuse(commandId, Refusal.REFUSAL_INVALID, why)));
  }

  private void begin(String commandId, Record record, short[] announcement) {
    var leg = table.leg(record.getLegId());
    if (leg == null) {
      refuse(commandId, Refusal.REFUSAL_NOT_FOUND, "no leg '" + record.getLegId() + "' here");
      return;
    }
    var current = running.get(leg.callId());
    if (current != null && current.live() && table.leg(current.leg().id()) != null) {
      accept(commandId, name(leg.callId()));
      return;
    }
    ended(leg.callId());
    if (record.getMaxS() < 0 || record.getMaxS() > MAX_S) {
      refuse(commandId, Refusal.REFUSAL_INVALID, "a recording of " + record.getMaxS() + " s");
      return;
    }
    CallTap tap;
    String suffix;
    try {
      suffix = recordings.suffix(record.getFormat());
      tap = new CallTap(record.getBeepIntervalS(), announcement);
    } catch (IllegalArgumentException wrong) {
      refuse(commandId, Refusal.REFUSAL_INVALID, String.valueOf(wrong.getMessage()));
      return;
    }
    var all = byCall.computeIfAbsent(leg.callId(), _ -> new ArrayList<>());
    String file = stem(leg.callId(), all.size() + 1) + suffix;
    all.add(Recording.newBuilder().setFile(file).setStartedAt(Up.at(clock.instant())));
    running.put(leg.callId(), new Running(leg, leg.termination()));
    recordings.begin(
        file, tap, Duration.ofSeconds(record.getMaxS() == 0 ? DEFAULT_MAX_S : record.getMaxS()));
    leg.termination().tap(tap);
    accept(commandId, file);
  }

  void stop(String commandId, StopRecording stop) {
    String name = running.containsKey(stop.getCallId()) ? name(stop.getCallId()) : "";
    ended(stop.getCallId());
    accept(commandId, name);
  }

  /// The call is over: its recordings, for the record.
  List<Recording> concluded(String callId) {
    ended(callId);
    var all = byCall.remove(callId);
    return all == null ? left(callId) : all.stream().map(Recording.Builder::build).toList();
  }

  /// What an edge that died has recorded of the call.
  private List<Recording> left(String callId) {
    List<Recording> found = new ArrayList<>();
    for (int number = 1; number <= MOST_LEFT; number++) {
      var left = recordings.left(stem(callId, number));
      if (left.isEmpty()) {
        break;
      }
      found.add(
          Recording.newBuilder()
              .setFile(left.get().name())
              .setStartedAt(Up.at(left.get().begun()))
              .setEndedAt(Up.at(left.get().ended()))
              .setCut("the edge ended")
              .build());
    }
    return found;
  }

  private void ended(String callId) {
    var session = running.remove(callId);
    if (session == null) {
      return;
    }
    session.termination().tap(null);
    var recording = requireNonNull(byCall.get(callId)).getLast();
    recording.setEndedAt(Up.at(clock.instant()));
    recordings
        .end(recording.getFile())
        .ifPresent(cut -> recording.setEndedAt(Up.at(cut.at())).setCut(cut.why()));
  }

  private static String stem(String callId, int number) {
    return callId.replaceAll("[^0-9A-Za-z-]", "_") + "-" + number;
  }

  private String name(String callId) {
    @Nullable List<Recording.Builder> all = byCall.get(callId);
    return all == null ? "" : all.getLast().getFile();
  }

  private void accept(String commandId, String file) {
    finish.accept(Up.accepted(commandId, Accepted.newBuilder().setValue(file).build()));
  }

  private void refuse(String commandId, Refusal kind, String reason) {
    finish.accept(Up.refused(commandId, kind, reason));
  }
}
