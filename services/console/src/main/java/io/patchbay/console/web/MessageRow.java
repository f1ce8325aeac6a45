package io.patchbay.console.web;

import io.patchbay.proto.sms.v1.Direction;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.MessageState;

/// A short message as lists show it.
///
/// @param inbound towards us
/// @param tone colour of the state
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
        message.getParts() > 1 ? message.getPartsDone() + "/" + message.getParts() : "",
        Words.time(message.getCreatedAt()));
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
