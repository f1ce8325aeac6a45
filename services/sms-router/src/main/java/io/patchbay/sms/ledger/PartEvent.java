package io.patchbay.sms.ledger;

/// What happens to one outbound part.
public sealed interface PartEvent {
  /// A worker is about to ask a modem, for the first time or again with the same command id.
  record Asked() implements PartEvent {}

  /// The network took it.
  record Taken() implements PartEvent {}

  /// It was certainly not sent; may be tried again with a new command id.
  record Refused() implements PartEvent {}

  /// It was not sent, or nobody can say, and it is not tried again.
  record GivenUp() implements PartEvent {}

  /// Status report: the recipient has it (TP-ST 0x00 to 0x1F).
  record Delivered() implements PartEvent {}

  /// Status report: the service centre still tries (TP-ST 0x20 to 0x3F).
  record StillTrying() implements PartEvent {}

  /// Status report: the recipient will not get it (TP-ST from 0x40).
  record Undeliverable() implements PartEvent {}
}
