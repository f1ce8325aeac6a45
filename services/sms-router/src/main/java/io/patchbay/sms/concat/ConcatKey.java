package io.patchbay.sms.concat;

/// What the parts of one long message have in common – TS 23.040 §9.2.3.24.1.
///
/// @param bits size of the reference, 8 or 16
/// @param total number of parts, 1 to 255
public record ConcatKey(String line, String originator, int bits, int reference, int total) {}
