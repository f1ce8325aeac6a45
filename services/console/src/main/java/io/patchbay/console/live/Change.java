package io.patchbay.console.live;

import com.google.protobuf.Message;

/// Something on the board is new.
///
/// @param section the part of the board to draw again
/// @param type as programs see it: `line`, `line-event`, `call`, `message`, `record`,
///   `registration`, `config`
/// @param item what came, without secrets
public record Change(Section section, String type, Message item) {}
