package io.patchbay.trunk.watch;

/// One call of an extension.
///
/// @param id of its leg
/// @param initiator it has called
/// @param state of RFC 4235 §3.7.1: trying, early, confirmed
/// @param held it is on hold
/// @param number of the other side; empty: withheld
record InCall(String id, boolean initiator, String state, boolean held, String number) {}
