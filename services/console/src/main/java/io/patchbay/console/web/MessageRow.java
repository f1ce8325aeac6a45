package io.patchbay.console.web;

import io.patchbay.proto.sms.v1.Direction;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.MessageState;
import io.patchbay.proto.sms.v1.Waiting;
import java.util.ArrayList;
import java.util.List;

/// A short message as lists show it.
///
/// @param inbound towards us
/// @param tone colour of the state
/// @param notes what is special about it, e.g. `flash`, `3 voice messages wait`
/// @param parts e.g. `2/3`; empty when there is one
public record MessageRow(
    String id,
    boolean inbound,
    String line,
    String peer,
    String text,
    String state,
    String tone,
    String reason,
    List<String> notes,
    String parts,
    String at) {
  static MessageRow of(Message message) {
    return new MessageRow(
        message.getMessageId(),
        message.getDirection() == Direction.DIRECTION_INBOUND,
        Words.orDash(message.getLine()),
        message.getPeer(),
        message.getText(),
        Words.of(message.getState()),
        tone(message.getState()),
        message.getReason(),
        notes(message),
        message.getParts() > 1 ? message.getPartsDone() + "/" + message.getParts() : "",
        Words.time(message.getCreatedAt()));
  }

  private static List<String> notes(Message message) {
    List<String> notes = new ArrayList<>();
    if (message.hasMessageClass()) {
      int value = message.getMessageClass();
      notes.add(value == 0 ? "flash" : "class " + value);
    }
    message.getWaitingList().forEach(waiting -> notes.add(note(waiting)));
    if (message.getUnparsed()) {
      notes.add("not readable");
    }
    return List.copyOf(notes);
  }

  private static String note(Waiting waiting) {
    String kind = Words.of(waiting.getKind());
    String waits = " wait" + (waiting.getCount() == 1 ? "s" : "");
    String messages = kind + (waiting.getCount() == 1 ? "" : "s") + waits;
    if (!waiting.getActive()) {
      return "no " + kind + " waits";
    }
    return waiting.hasCount() ? waiting.getCount() + " " + messages : messages;
  }

  private static String tone(MessageState state) {
    return switch (state) {
      case MESSAGE_STATE_DELIVERED, MESSAGE_STATE_RECEIVED -> "good";
      case MESSAGE_STATE_FAILED -> "bad";
      case MESSAGE_STATE_INCOMPLETE -> "warn";
      case MESSAGE_STATE_ACCEPTED,
          MESSAGE_STATE_SENDING,
          MESSAGE_STATE_SENT,
          MESSAGE_STATE_UNSPECIFIED,
          UNRECOGNIZED ->
          "quiet";
    };
  }
}
