package io.patchbay.edge.survival;

import static java.util.Objects.requireNonNull;

import io.patchbay.edge.run.Controller;
import io.patchbay.edge.run.Desk;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.edge.v1.Answer;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.Conclude;
import io.patchbay.proto.edge.v1.Dial;
import io.patchbay.proto.edge.v1.Join;
import io.patchbay.proto.edge.v1.PlayTone;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.edge.v1.Release;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.proto.policy.v1.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The commands of an edge alone to its own desk. For the mailbox thread.
final class Orders {
  private final Controller by;
  private final Map<String, Consumer<Refusal>> refused = new HashMap<>();
  private @Nullable Desk desk;
  private long commands;

  /// @param by who gives them
  Orders(Controller by) {
    this.by = requireNonNull(by, "by");
  }

  /// The desk they go to; before the desk starts.
  void to(Desk target) {
    desk = target;
  }

  List<Desk.LineView> lines() {
    return desk().lines();
  }

  /// Tells the cluster, once there is one, what was set on a phone.
  ///
  /// @param done whether that is kept; on the mailbox thread
  void keep(PhoneSetting setting, Consumer<Boolean> done) {
    desk().keep(setting, done);
  }

  /// @param otherwise what to do when the line does not take it
  void dial(LocalCall call, Target target, Consumer<Refusal> otherwise) {
    String id =
        send(
            Command.newBuilder()
                .setDial(
                    Dial.newBuilder()
                        .setCallId(call.id())
                        .setLegId(call.legB())
                        .setLine(target.getLine())
                        .setNumber(target.getNumber())
                        .setCallingNumber(call.decision().getCallingNumber())
                        .setCallingName(call.decision().getCallingName())
                        .setPresentation(presentation(call))
                        .setEmergency(call.emergency())
                        .setPreempt(target.getPreempt())));
    refused.put(id, otherwise);
  }

  /// As the line has it, unless the caller shows his number to nobody; help sees it.
  private static Dial.Presentation presentation(LocalCall call) {
    return call.decision().getCallingNumber().isEmpty() && !call.emergency()
        ? Dial.Presentation.PRESENTATION_RESTRICTED
        : Dial.Presentation.PRESENTATION_UNSPECIFIED;
  }

  /// @param otherwise what to do when the line does not take it
  void answer(String leg, Consumer<Refusal> otherwise) {
    String id = send(Command.newBuilder().setAnswer(Answer.newBuilder().setLegId(leg)));
    refused.put(id, otherwise);
  }

  /// What became of a command.
  void result(CommandResult result) {
    Consumer<Refusal> otherwise = refused.remove(result.getCommandId());
    if (otherwise != null && result.hasRefused()) {
      otherwise.accept(result.getRefused().getKind());
    }
  }

  /// @param cause Q.850
  void release(String leg, int cause) {
    send(Command.newBuilder().setRelease(Release.newBuilder().setLegId(leg).setCause(cause)));
  }

  void tone(String leg, PlayTone.Tone tone) {
    notice(leg, tone, "");
  }

  /// @param file that is heard instead of the tone; empty: none
  void notice(String leg, PlayTone.Tone tone, String file) {
    send(
        Command.newBuilder()
            .setPlayTone(PlayTone.newBuilder().setLegId(leg).setTone(tone).setAnnouncement(file)));
  }

  void join(LocalCall call) {
    send(
        Command.newBuilder()
            .setJoin(
                Join.newBuilder()
                    .setCallId(call.id())
                    .addLegIds(call.legA())
                    .addLegIds(call.legB())));
  }

  void conclude(String call, CallRecord record) {
    send(Command.newBuilder().setConclude(Conclude.newBuilder().setCallId(call).setRecord(record)));
  }

  private String send(Command.Builder command) {
    String id = "alone-" + ++commands;
    desk().command(by, command.setCommandId(id).build());
    return id;
  }

  private Desk desk() {
    return requireNonNull(desk, "desk");
  }
}
