package io.patchbay.trunk.dialog;

/// What carries a leg: a line of an edge, or a SIP dialog with an RTP port on an edge.
public sealed interface Channel permits LineChannel, SipChannel {
  /// Nothing more will come from it or go to it.
  boolean ended();
}
