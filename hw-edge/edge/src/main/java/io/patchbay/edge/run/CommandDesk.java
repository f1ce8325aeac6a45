package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.Refusal;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Takes each command where it belongs. For the mailbox thread.
final class CommandDesk {
  private final CallCommands calls;
  private final LineCommandDesk lines;
  private final HoldDesk holds;
  private final RecordDesk records;
  private final ToneDesk tones;
  private final BiConsumer<Controller, Command> special;
  private final Consumer<CommandResult> finish;

  /// @param special snapshots, records, configuration, settings of phones
  CommandDesk(
      CallCommands calls,
      LineCommandDesk lines,
      HoldDesk holds,
      RecordDesk records,
      ToneDesk tones,
      BiConsumer<Controller, Command> special,
      Consumer<CommandResult> finish) {
    this.calls = requireNonNull(calls, "calls");
    this.lines = requireNonNull(lines, "lines");
    this.holds = requireNonNull(holds, "holds");
    this.records = requireNonNull(records, "records");
    this.tones = requireNonNull(tones, "tones");
    this.special = requireNonNull(special, "special");
    this.finish = requireNonNull(finish, "finish");
  }

  void carryOut(Controller by, Command command) {
    String id = command.getCommandId();
    switch (command.getCommandCase()) {
      case DIAL -> calls.dial(by, id, command.getDial());
      case ANSWER -> calls.answer(by, id, command.getAnswer());
      case RELEASE -> calls.release(by, id, command.getRelease());
      case SEND_DTMF -> calls.sendDtmf(by, id, command.getSendDtmf());
      case RECORD -> records.record(id, command.getRecord());
      case STOP_RECORDING -> records.stop(id, command.getStopRecording());
      case TAKE_DIGIT -> calls.takeDigit(by, id, command.getTakeDigit());
      case PLAY_TONE -> tones.play(by, id, command.getPlayTone());
      case CREATE_RTP -> calls.createRtp(by, id, command.getCreateRtp());
      case MODIFY_RTP -> calls.modifyRtp(by, id, command.getModifyRtp());
      case JOIN -> calls.join(by, id, command.getJoin());
      case SEND_SMS -> lines.sendSms(id, command.getSendSms());
      case SEND_USSD -> lines.sendUssd(id, command.getSendUssd());
      case CANCEL_USSD -> lines.cancelUssd(id, command.getCancelUssd());
      case CONTROL_LINE -> lines.control(id, command.getControlLine());
      case HOLD_CALLS -> holds.hold(id, command.getHoldCalls());
      case SURVEY_CELLS -> lines.surveyCells(id, command.getSurveyCells());
      case LEARN_NUMBER -> lines.learnNumber(id, command.getLearnNumber());
      case FORWARDING -> lines.forwarding(id, command.getForwarding());
      case TEST_AUDIO -> lines.testAudio(id, command.getTestAudio());
      case READ_TRACE -> lines.readTrace(id, command.getReadTrace());
      case PUT_SNAPSHOT, CONCLUDE, CONFIGURE, SET_PHONES -> special.accept(by, command);
      case COMMAND_NOT_SET ->
          finish.accept(
              Up.refused(id, Refusal.REFUSAL_INVALID, "a command this edge does not know"));
    }
  }
}
